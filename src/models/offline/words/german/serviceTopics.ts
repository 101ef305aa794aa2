import type { TopicWords } from '../topicWords';

/** Topics of services and libraries, in German. */
export const serviceTopics = {
  rateLimit: {
    parts: [
      {
        does: 'Anfragen je Client zählen',
        done: '`{name}` lässt die erlaubte Zahl durch, lehnt die nächste ab und lässt sie nach dem Zeitfenster wieder durch',
      },
      {
        does: 'Zähler halten und alte vergessen',
        done: '`{name}` enthält keinen Eintrag für einen Client, der ein ganzes Zeitfenster lang still war',
      },
    ],
    cases: [
      'die Anfrage knapp über der Grenze',
      'zwei Clients gleichzeitig',
      'ein Client, der das Zeitfenster abwartet',
    ],
    goal: 'kein Client nimmt den anderen die Leistung weg, und ein abgelehnter erfährt, wann er wiederkommen kann',
    constraint: 'eine Ablehnung ist Status 429 mit Retry-After; Health-Checks werden nie begrenzt',
    design: 'zählen, bevor andere Arbeit beginnt, mit einer Uhr, die Tests stellen können',
    rollout: 'erst nur protokollieren, was abgelehnt würde, dann mit großzügiger Grenze ablehnen, dann verschärfen',
    watch: 'der Anteil abgelehnter Anfragen je Client und die Zeit, die das Zählen kostet',
    risk: 'Zähler im Speicher werden nicht zwischen mehreren Prozessen geteilt',
    question: 'Gilt die Grenze je Schlüssel, je Konto oder je Adresse, und wie hoch ist sie?',
  },
  cache: {
    parts: [
      {
        does: 'Ergebnisse mit Lebensdauer und Größengrenze halten',
        done: '`{name}` beantwortet ein wiederholtes Lesen ohne die Quelle und verwirft den ältesten Eintrag, wenn es voll ist',
      },
      {
        does: 'Schlüssel ableiten und beim Schreiben verwerfen',
        done: '`{name}` gibt gleiche Schlüssel für gleiche Anfragen, und nach einem Schreiben ist das nächste Lesen frisch',
      },
    ],
    cases: [
      'ein wiederholtes Lesen',
      'ein Lesen nach einem Schreiben',
      'zwei Leser eines fehlenden Eintrags gleichzeitig',
      'ein abgelaufener Eintrag',
    ],
    goal: 'wiederholtes Lesen kostet einen Aufruf der Quelle',
    constraint: 'niemand sieht fremde Daten: der Schlüssel enthält, wer fragt',
    design: 'die lesende Seite umhüllen, die schreibende verwirft Schlüssel; kein Aufrufer weiß davon',
    rollout: 'zuerst für ein Lesen einschalten, mit kurzer Lebensdauer',
    watch: 'Trefferquote, Größe und Alter der ausgelieferten Daten',
    risk: 'ein vergessenes Verwerfen zeigt veraltete Daten',
    question: 'Wie alt darf ein Ergebnis sein, bevor es falsch ist?',
  },
  signIn: {
    parts: [
      {
        does: 'Prüfen, wer anfragt',
        done: '`{name}` nimmt gültige Anmeldedaten an, lehnt abgelaufene und gefälschte ab und braucht für beide gleich lange',
      },
      {
        does: 'Sitzungen öffnen, verlängern und beenden',
        done: '`{name}` beendet eine Sitzung beim Abmelden und nach ihrer Lebensdauer, auf jedem Gerät',
      },
    ],
    cases: [
      'falsche Anmeldedaten',
      'eine abgelaufene Sitzung',
      'eine beendete Sitzung, die wieder benutzt wird',
      'ein gefälschtes Token',
    ],
    goal: 'jede Anfrage weiß, wer fragt, und ohne Nachweis kommt niemand hinein',
    constraint: 'kein Geheimnis wird protokolliert oder im Klartext gespeichert',
    design: 'eine Prüfung am Eingang reicht die Identität weiter; darunter sieht niemand Anmeldedaten',
    rollout: 'vorhandene Sitzungen bleiben gültig, bis sie ablaufen',
    watch: 'fehlgeschlagene Anmeldungen je Konto und Adresse',
    risk: 'ein Fehler sperrt alle aus: einen Weg zurück vorsehen',
    question: 'Welche Konten gibt es heute, und wie ziehen sie um?',
  },
  access: {
    parts: [
      {
        does: 'Entscheiden, wer was darf',
        done: '`{name}` antwortet für jede Rolle und Aktion der Tabelle und lehnt ab, was nicht darin steht',
      },
      {
        does: 'Festhalten, wer welche Rolle hat',
        done: '`{name}` ändert eine Rolle mit wer, wann und warum, und die Änderung gilt ab der nächsten Anfrage',
      },
    ],
    cases: [
      'jede Rolle bei jeder Aktion',
      'eine Rolle, die während einer Sitzung entzogen wird',
      'eine unbekannte Rolle',
    ],
    goal: 'alle können, was ihre Rolle erlaubt, und sonst nichts',
    constraint: 'was nicht erlaubt ist, lehnt der Server ab, was auch immer die Oberfläche zeigt',
    design: 'eine Funktion von Rolle, Aktion und Gegenstand zu Ja oder Nein',
    rollout: 'Ablehnungen eine Woche lang nur protokollieren, dann gelten lassen',
    watch: 'Ablehnungen nach Rolle und Aktion',
    risk: 'ein ungeschützter Weg, den niemand aufgelistet hat',
    question: 'Welche Rollen gibt es, und wer vergibt sie?',
  },
  logging: {
    parts: [
      {
        does: 'Je Ereignis eine strukturierte Zeile schreiben',
        done: '`{name}` schreibt Zeit, Ereignis und Felder in eine Zeile, und nie ein Geheimnis',
      },
      {
        does: 'Eine Anfrage-Id durch alle Aufrufe tragen',
        done: 'alle Zeilen einer Anfrage enthalten dieselbe Id, die `{name}` am Eingang gesetzt hat',
      },
    ],
    cases: ['eine erfolgreiche Anfrage', 'eine fehlgeschlagene', 'ein Feld, das verborgen werden muss'],
    goal: 'was geschah, lässt sich nachträglich ohne Debugger sagen',
    constraint: 'keine personenbezogenen Daten und kein Geheimnis in einer Zeile; das Schreiben hält keine Anfrage auf',
    design: 'Ereignisse mit Feldern statt Sätzen; das Ziel wird beim Programmstart gewählt',
    rollout: 'neben der heutigen Ausgabe ausliefern, dann diese entfernen',
    watch: 'Zeilen je Minute und verworfene Zeilen',
    risk: 'zu viel Rauschen verdeckt das Wichtige',
    question: 'Wer liest diese Zeilen, und wie lange werden sie aufbewahrt?',
  },
  jobs: {
    parts: [
      {
        does: 'Aufträge annehmen und je einem Arbeiter geben',
        done: '`{name}` gibt einen Auftrag nur einem Arbeiter und erneut, wenn dieser stirbt',
      },
      {
        does: 'Aufträge mit Wiederholung und Grenze ausführen',
        done: '`{name}` wiederholt einen fehlschlagenden Auftrag mit wachsenden Pausen und parkt ihn nach dem letzten Versuch',
      },
    ],
    cases: [
      'ein Auftrag, der einmal fehlschlägt',
      'einer, der immer fehlschlägt',
      'ein Arbeiter, der stirbt',
      'derselbe Auftrag zweimal',
    ],
    goal: 'langsame Arbeit verlässt die Anfrage und geht nicht verloren',
    constraint: 'ein Auftrag kann zweimal laufen: jeder ist gefahrlos wiederholbar',
    design: 'Aufträge sind Daten mit Namen; wer einen erteilt, wartet nicht',
    rollout: 'zuerst eine langsame Aktion verlegen und vergleichen',
    watch: 'Länge der Warteschlange, Alter des ältesten Auftrags, geparkte Aufträge',
    risk: 'ein Auftrag hängt von Daten ab, die sich inzwischen geändert haben',
    question: 'Was darf verloren gehen, wenn die Maschine anhält, und was nicht?',
  },
  webhooks: {
    parts: [
      {
        does: 'Signierte Ereignisse mit Wiederholung zustellen',
        done: '`{name}` signiert jede Zustellung und wiederholt, bis der Empfänger 2xx antwortet oder ein Tag vergangen ist',
      },
      {
        does: 'Festhalten, wer welches Ereignis will',
        done: '`{name}` fügt Empfänger hinzu, listet und entfernt sie und pausiert einen, der ständig fehlschlägt',
      },
    ],
    cases: ['ein langsamer Empfänger', 'ein Empfänger, der ausfällt und wiederkommt', 'eine falsche Signatur'],
    goal: 'andere Programme erfahren in Sekunden von einem Ereignis',
    constraint: 'Zustellungen können doppelt und in anderer Reihenfolge kommen: jede hat eine Id',
    design: 'Ereignisse werden zuerst gespeichert und von dort zugestellt',
    rollout: 'zuerst ein Ereignis für einen Empfänger',
    watch: 'Zustelldauer und Fehlschläge je Empfänger',
    risk: 'ein Empfänger im internen Netz kann missbraucht werden',
    question: 'Welche Ereignisse sind zugesagt, und in welcher Form?',
  },
  retries: {
    parts: [
      {
        does: 'Entscheiden, was wann wiederholt wird',
        done: '`{name}` wiederholt, was gefahrlos wiederholbar ist, mit wachsenden Pausen, und gibt nach der Frist auf',
      },
    ],
    cases: [
      'Erfolg beim zweiten Versuch',
      'ein Fehler, bei dem Wiederholen nicht hilft',
      'das Fristende zwischen zwei Versuchen',
    ],
    goal: 'kurze Ausfälle anderer bleiben unsichtbar',
    constraint: 'was nicht gefahrlos wiederholbar ist, wird einmal versucht',
    design: 'eine Hülle um ausgehende Aufrufe mit einstellbarer Uhr',
    rollout: 'zuerst ein Aufrufer, mit gezählten Wiederholungen',
    watch: 'Wiederholungen je Aufruf und aufgegebene Aufrufe',
    risk: 'Wiederholungen verschlimmern eine Überlast',
    question: 'Wie lange darf ein Aufrufer höchstens warten?',
  },
  commands: {
    parts: [
      {
        does: 'Optionen lesen und prüfen',
        done: '`{name}` lehnt eine unbekannte oder widersprüchliche Option mit einer Meldung ab, die sie nennt, Rückgabewert 2',
      },
      {
        does: 'Ergebnisse für Menschen und Programme ausgeben',
        done: '`{name}` gibt am Terminal eine Tabelle und mit `--json` JSON aus, Fehler auf die Standardfehlerausgabe',
      },
    ],
    cases: [
      'keine Argumente',
      'eine unbekannte Option',
      'Ausgabe in eine Pipe',
      'ein fehlgeschlagener Lauf und sein Rückgabewert',
    ],
    goal: 'die Arbeit lässt sich vom Terminal aus erledigen und skripten',
    constraint: 'Rückgabewerte und JSON-Ausgabe sind ein Vertrag',
    design: 'Lesen, Ausführen und Ausgeben sind drei Funktionen',
    rollout: 'von der ersten Version an in `--help` zeigen',
    watch: 'Meldungen, die Fehlertexte zitieren',
    risk: 'eine spätere Änderung der Ausgabe bricht Skripte',
    question: 'Welchen Namen und welche Optionen erwartet man?',
  },
  flags: {
    parts: [
      {
        does: 'Einen Schalter für jemanden entscheiden',
        done: '`{name}` gibt derselben Person auf jedem Gerät und zu jeder Stunde dieselbe Antwort',
      },
      {
        does: 'Schalter laden und den letzten guten Stand halten',
        done: '`{name}` startet mit Vorgaben, wenn die Quelle ausfällt',
      },
    ],
    cases: ['ein unbekannter Schalter', 'die Quelle fällt aus', 'ein Anteil von zehn Prozent'],
    goal: 'Code wird unsichtbar ausgeliefert und schrittweise eingeschaltet',
    constraint: 'ein Schalter hat eine verantwortliche Person und ein Enddatum',
    design: 'Schalter werden am Rand abgefragt und als einfache Werte weitergereicht',
    rollout: 'mit einem Schalter beginnen, der etwas Kleines schützt',
    watch: 'Schalter nach ihrem Enddatum',
    risk: 'alte Schalter machen jeden Weg zum Labyrinth',
    question: 'Wer darf umschalten, und wird es festgehalten?',
  },
} satisfies Readonly<Record<string, TopicWords>>;

import type { TopicWords } from '../topicWords';

/** User-facing topics, in German. */
export const productTopics = {
  analytics: {
    parts: [
      {
        does: 'Ereignisse sammeln und gebündelt senden',
        done: '`{name}` sendet ein Bündel nach zehn Ereignissen oder dreißig Sekunden und verliert beim Programmende keins',
      },
      {
        does: 'Ereignisse und ihre Felder benennen',
        done: '`{name}` führt jedes Ereignis mit Feldern und Typen auf und lehnt ein unbekanntes ab',
      },
      { does: 'Vor dem Aufzeichnen um Zustimmung bitten', done: 'ohne Zustimmung lässt `{name}` kein Ereignis durch' },
    ],
    cases: ['ein Ereignis mit falschem Feld', 'keine Zustimmung', 'der Empfänger fällt aus', 'das Programmende'],
    goal: 'das Team weiß, welche Funktionen benutzt werden und wo Menschen aufhören',
    constraint: 'keine personenbezogenen Daten verlassen das Programm; Aufzeichnen bremst nichts',
    design: 'Aufrufstellen nennen ein Ereignis, eine Stelle weiß, wohin es geht',
    rollout: 'erst in einen Teststrom aufzeichnen und mit dem Protokoll vergleichen',
    watch: 'Ereignisse je Tag nach Namen und nicht gesendete Bündel',
    risk: 'Ereignisse ohne verantwortliche Person häufen sich und sagen nach einem halben Jahr nichts mehr',
    question: 'Welche drei Fragen müssen die Zahlen beantworten?',
  },
  onboarding: {
    parts: [
      {
        does: 'Schritte und ihren Abschluss beschreiben',
        done: '`{name}` gibt den nächsten offenen Schritt für neue, halb fertige und fertige Benutzer',
      },
      {
        does: 'Den Fortschritt merken',
        done: '`{name}` übersteht einen Neustart, und ein übersprungener Schritt erscheint nicht wieder',
      },
      {
        does: 'Je einen Schritt mit Ausweg zeigen',
        done: '`{name}` kann allein mit der Tastatur übersprungen, fortgesetzt und beendet werden',
      },
    ],
    cases: [
      'ein neuer Benutzer',
      'auf halbem Weg gehen und wiederkommen',
      'alles überspringen',
      'ein vorhandener Benutzer, der es nie sah',
    ],
    goal: 'wer neu ist, kommt ohne Hilfe zum ersten Ergebnis',
    constraint: 'es steht nie zwischen wiederkehrenden Benutzern und ihrer Arbeit',
    design: 'Schritte sind Daten; sie werden durch Handeln abgeschlossen, nicht durch „Weiter“',
    rollout: 'zuerst nur neue Konten; vorhandene öffnen es über ein Menü',
    watch: 'wie viele jeden Schritt abschließen und wie lange es bis zum ersten Ergebnis dauert',
    risk: 'Schritte, die das Programm beschreiben, statt zu helfen',
    question: 'Welches erste Ergebnis sollen neue Benutzer erreichen?',
  },
  notifications: {
    parts: [
      {
        does: 'Eine Nachricht über den gewählten Kanal senden',
        done: '`{name}` sendet jede Nachricht einmal und hält fest, was daraus wurde',
      },
      {
        does: 'Festhalten, wer was möchte',
        done: '`{name}` hält zurück, was jemand abgestellt hat, und jede Nachricht sagt, wie das geht',
      },
    ],
    cases: ['jemand, der es abgestellt hat', 'ein Kanal, der ausfällt', 'dasselbe Ereignis zweimal'],
    goal: 'man erfährt, was einen braucht, und sonst nichts',
    constraint: 'ein Ereignis führt je Person zu höchstens einer Nachricht',
    design: 'Ereignisse entscheiden, Vorlieben filtern, Kanäle senden',
    rollout: 'erst an das Team, dann an alle, zunächst nur für das wichtigste Ereignis',
    watch: 'Nachrichten je Person und Tag, Fehlschläge je Kanal',
    risk: 'zu viele Nachrichten lehren, sie zu übersehen',
    question: 'Welche Ereignisse sind wichtig genug, um jemanden zu unterbrechen?',
  },
  payments: {
    parts: [
      {
        does: 'Eine Zahlung beginnen und ihren Stand lesen',
        done: '`{name}` wiederholt eine Anfrage mit demselben Schlüssel, ohne zweimal abzubuchen',
      },
      {
        does: 'Ereignisse des Anbieters annehmen',
        done: '`{name}` lehnt eine falsche Signatur ab und führt ein wiederholtes Ereignis zum selben Stand',
      },
      {
        does: 'Jede Zahlung und ihre Änderungen festhalten',
        done: 'die Summe von `{name}` gleicht der, die der Anbieter für den Tag meldet',
      },
    ],
    cases: ['eine abgelehnte Karte', 'ein doppeltes Ereignis', 'eine Erstattung', 'der Anbieter fällt aus'],
    goal: 'Geld kommt einmal an, und die Bücher sagen es',
    constraint: 'keine Kartendaten berühren dieses Programm; Beträge sind ganze Cent mit Währung',
    design: 'die Ereignisse des Anbieters gelten, die Antwort auf eine Anfrage ist nur ein Hinweis',
    rollout: 'im Testmodus des Anbieters, dann ein echter Kunde, dann alle',
    watch: 'Zahlungen ohne Ereignis nach zehn Minuten und Abweichungen zum Anbieter',
    risk: 'ein verlorenes Ereignis lässt eine bezahlte Bestellung offen',
    question: 'Welche Länder und Währungen, und wer schickt Rechnungen?',
  },
  theme: {
    parts: [
      {
        does: 'Farben nach Rolle benennen',
        done: 'keine Farbe steht außerhalb von `{name}`, und jedes Paar aus Text und Grund hat einen Kontrast von 4,5 zu 1',
      },
      {
        does: 'Dem System folgen und die Wahl merken',
        done: '`{name}` zeigt im ersten Bild das richtige Schema und behält es nach einem Neustart',
      },
    ],
    cases: ['eine Änderung der Systemeinstellung bei offenem Programm', 'ein erster Besuch', 'hoher Kontrast'],
    goal: 'die Oberfläche ist bei jedem Licht und für alle lesbar',
    constraint: 'kein Aufblitzen des anderen Schemas beim Laden',
    design: 'Rollen statt Farben; ein Schema ist eine Tabelle',
    rollout: 'als Wahl anbieten, bevor es dem System folgt',
    watch: 'Meldungen mit Bildschirmfotos, nach Ansicht geordnet',
    risk: 'einzelne von Hand geschriebene Farben bleiben zurück',
    question: 'Welche Ansichten gehören zur ersten Version?',
  },
  translation: {
    parts: [
      {
        does: 'Texte in einen Katalog verlegen',
        done: '`{name}` kennt jeden sichtbaren Text; ein fehlender fällt zurück und wird gemeldet',
      },
      {
        does: 'Sprache und Formate wählen',
        done: '`{name}` wählt die beste der gelesenen Sprachen, auch für Daten und Zahlen',
      },
    ],
    cases: ['eine fehlende Übersetzung', 'Mehrzahlformen', 'eine Sprache von rechts nach links'],
    goal: 'man benutzt das Programm in der eigenen Sprache',
    constraint: 'vor einer Auslieferung sind die Schlüssel in jeder Sprache vollständig',
    design: 'Texte nach Schlüssel mit benannten Stellen; kein Satz wird aus Stücken gebaut',
    rollout: 'zuerst die heutige Sprache aus dem Katalog, danach eine zweite',
    watch: 'Schlüssel, die zurückfielen',
    risk: 'Layouts brechen bei längeren Wörtern',
    question: 'Welche Sprache kommt als zweite, und wer übersetzt?',
  },
} satisfies Readonly<Record<string, TopicWords>>;

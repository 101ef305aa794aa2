import type { TopicWords } from '../topicWords';

/** Topics about records and files and about running the program, in German. */
export const dataTopics = {
  search: {
    parts: [
      {
        does: 'Das Auffindbare indizieren',
        done: '`{name}` findet einen Datensatz gleich nach dem Schreiben und nach dem Löschen nicht mehr',
      },
      {
        does: 'Eine Suchanfrage zerlegen und Treffer ordnen',
        done: '`{name}` versteht Wörter, Wortgruppen und Wortanfänge und stellt genaue Titel voran',
      },
    ],
    cases: ['mehrere Wörter', 'kein Treffer', 'Sonderzeichen', 'ein gerade gelöschter Datensatz'],
    goal: 'man findet einen Datensatz durch das, woran man sich erinnert',
    constraint: 'Treffer enthalten nur, was die fragende Person sehen darf',
    design: 'der Index ist abgeleitet und kann aus den Datensätzen neu gebaut werden',
    rollout: 'den Index neben dem laufenden Programm aufbauen, dann das Suchfeld zeigen',
    watch: 'Zeit je Anfrage und Anfragen ohne Treffer',
    risk: 'Index und Datensätze laufen auseinander',
    question: 'Welche Felder zählen, und welche am meisten?',
  },
  filter: {
    parts: [
      {
        does: 'Filterangaben lesen und prüfen',
        done: '`{name}` versteht jedes erlaubte Feld mit seinen Werten und lehnt ein unbekanntes mit einer Meldung ab, die es nennt',
      },
    ],
    cases: ['kein Filter', 'mehrere Felder zugleich', 'ein Wert ohne Treffer', 'ein unbekanntes Feld'],
    goal: 'man sieht den Teil einer Liste, den man braucht',
    constraint: 'ohne Angaben bleibt die heutige Antwort, wie sie ist',
    design:
      'aus Angaben wird eine typisierte Abfrage, die der Speicher beantwortet; nichts wird nach dem Blättern gefiltert',
    rollout: 'zuerst ein Feld, mit Dokumentation',
    watch: 'gefragte Felder und lange Abfragen',
    risk: 'ein Feld ohne Index macht lange Listen langsam',
    question: 'Welche Felder und welche Reihenfolge werden zuerst gebraucht?',
  },
  pagination: {
    parts: [
      {
        does: 'Das Ende einer Seite als Cursor kodieren',
        done: '`{name}` zeigt jeden Datensatz genau einmal, während andere dazukommen und verschwinden',
      },
    ],
    cases: ['die letzte Seite', 'eine leere Liste', 'ein Cursor von vor einer Löschung', 'ein gefälschter Cursor'],
    goal: 'lange Listen öffnen sofort und lassen sich bis zum Ende durchgehen',
    constraint: 'ohne Angaben bleibt die heutige Antwort, wie sie ist',
    design: 'ein Cursor über eine eindeutige Reihenfolge statt eines Versatzes',
    rollout: 'neben der ganzen Liste anbieten, dann eine Grenze vorgeben',
    watch: 'Größe und Dauer der größten Antworten',
    risk: 'eine nicht eindeutige Reihenfolge wiederholt oder verliert Datensätze',
    question: 'Wie lang werden die Listen, und wer braucht noch die ganze?',
  },
  imports: {
    parts: [
      {
        does: 'Eingehende Zeilen lesen und prüfen',
        done: '`{name}` liest Anführungszeichen, Trennzeichen, Zeilenumbrüche und eine Byte-Reihenfolge-Marke und nennt Zeile und Spalte von allem, was abgelehnt wird',
      },
      {
        does: 'Gelesenes ganz oder gar nicht speichern',
        done: '`{name}` speichert nichts, wenn eine Zeile abgelehnt wird, meldet angelegte, geänderte und übersprungene Zeilen und führt dieselbe Datei zweimal zum selben Stand',
      },
    ],
    cases: [
      'eine leere Datei',
      'eine Zeile ohne eine Spalte',
      'Anführungszeichen, Zeilenumbrüche und Umlaute',
      'dieselbe Datei zweimal',
      'eine sehr große Datei',
    ],
    goal: 'man bringt Daten aus einer Datei herein und sieht, was aus jeder Zeile wurde',
    constraint: 'eine abgelehnte Datei ändert nichts; Eingehendes besteht dieselben Prüfungen wie Eingetipptes',
    design: 'Lesen und Prüfen sind vom Speichern getrennt, damit ein Probelauf zeigt, was geschähe',
    rollout: 'zuerst den Probelauf anbieten, dann den echten mit einer Größengrenze',
    watch: 'abgelehnte Zeilen nach Grund, Größe und Dauer der Läufe',
    risk: 'zwei Datensätze, die die Datei für einen hält, oder umgekehrt: der Schlüssel muss entschieden werden',
    question: 'Was macht zwei Zeilen zum selben Datensatz, und überschreibt die spätere?',
  },
  exports: {
    parts: [
      {
        does: 'Datensätze in beschriebenem Format schreiben',
        done: 'was `{name}` geschrieben hat, lässt sich ohne Unterschied wieder lesen, mit Anführungszeichen und Zeilenumbrüchen',
      },
      {
        does: 'Große Mengen stückweise schreiben',
        done: '`{name}` hält den Speicher bei hunderttausend Datensätzen flach und kann abgebrochen werden',
      },
    ],
    cases: [
      'keine Datensätze',
      'Anführungszeichen, Zeilenumbrüche und andere Schriften',
      'eine sehr große Menge',
      'ein abgebrochener Lauf',
    ],
    goal: 'man kann seine Daten mitnehmen',
    constraint: 'nur Datensätze, die die fragende Person sehen darf; keine Zelle beginnt eine Formel',
    design: 'eine Zuordnung von Feldern zu Spalten je Art von Datensatz',
    rollout: 'zuerst mit einer Art von Datensatz ausliefern',
    watch: 'Größe und Dauer der Läufe und abgebrochene Läufe',
    risk: 'das Format wird mit der ersten Datei zum Vertrag',
    question: 'Welches Programm muss die Datei öffnen?',
  },
  uploads: {
    parts: [
      {
        does: 'Größe und Art vor dem Speichern prüfen',
        done: '`{name}` lehnt ab, was zu groß ist oder nicht ist, was der Name sagt, bevor die ganze Datei gelesen ist',
      },
      {
        does: 'Dateien unter eigenen Namen ablegen',
        done: '`{name}` benutzt nie einen fremden Namen als Pfad und lässt nach einem Abbruch nichts zurück',
      },
    ],
    cases: [
      'eine Datei über der Grenze',
      'eine falsche Art',
      'ein abgebrochenes Hochladen',
      'ein Name mit Pfadzeichen',
    ],
    goal: 'Dateien kommen ganz an und werden wiedergefunden',
    constraint: 'Dateien werden als Download ausgeliefert, nie ausgeführt',
    design: 'durch die Prüfung in die Ablage strömen; der Datensatz hält Größe, Art und Prüfsumme',
    rollout: 'zuerst kleine Dateien, mit der Grenze in den Einstellungen',
    watch: 'belegter Platz und abgebrochene Läufe',
    risk: 'die Ablage läuft voll: entscheiden, was wann gelöscht wird',
    question: 'Wie groß darf eine Datei sein, und wer darf sie lesen?',
  },
  reports: {
    parts: [
      {
        does: 'Die Zahlen berechnen',
        done: '`{name}` liefert dieselben Zahlen wie eine Zählung von Hand über die Testdaten',
      },
      {
        does: 'Zahlen mit Zeit und Quelle zeigen',
        done: '`{name}` zeigt Laden, Leere und Fehler und wie alt die Zahlen sind',
      },
    ],
    cases: ['keine Daten', 'ein Monatswechsel', 'eine Quelle, die ausfällt'],
    goal: 'der Stand ist auf einen Blick zu sehen und wird geglaubt',
    constraint: 'das Öffnen kostet die Datenbank nicht mehr als eine Seite einer Liste',
    design: 'Zahlen sind Funktionen über Datensätze, getrennt vom Zeichnen',
    rollout: 'zuerst denen zeigen, die heute von Hand zählen, zum Vergleich',
    watch: 'Zeit bis zum Öffnen und angezweifelte Zahlen',
    risk: 'zwei Stellen, die verschieden zählen',
    question: 'Welche Entscheidung wird mit diesen Zahlen getroffen?',
  },
  container: {
    parts: [
      {
        does: 'Ein kleines Image in Stufen bauen',
        done: '`docker build .` gelingt aus einem frischen Klon, das Image läuft als Benutzer ohne Rechte und enthält keine Build-Werkzeuge',
      },
      {
        does: 'Unnötiges aus dem Image halten',
        done: 'der Build-Kontext enthält keinen Abhängigkeitsordner, keine Versionsgeschichte und kein Geheimnis',
      },
    ],
    cases: ['ein Start ohne Einstellungen', 'ein Anhalten durch SIGTERM', 'ein Health-Check'],
    goal: 'das Programm läuft auf jeder Maschine gleich',
    constraint: 'Einstellungen kommen aus der Umgebung, keine ist eingebaut; ein Prozess je Container',
    design: 'eine Stufe baut, die letzte führt nur aus',
    rollout: 'zuerst in der CI bauen, dann neben der heutigen Installation betreiben',
    watch: 'Größe des Images und bekannte Lücken in der Basis',
    risk: 'Dateien, die das Programm schreibt, gehen mit dem Container verloren',
    question: 'Wo liegt das Image, und wer erneuert die Basis?',
  },
  pipeline: {
    parts: [
      {
        does: 'Build, Lint und Tests für jede Änderung ausführen',
        done: 'der Lauf schlägt bei einem fehlschlagenden Test und einem Typ- oder Lint-Fehler fehl und läuft auf dem Hauptzweig durch',
      },
    ],
    cases: [
      'ein fehlschlagender Test',
      'eine Änderung aus einem Fork, ohne Geheimnisse',
      'ein zweiter Push während des ersten Laufs',
    ],
    goal: 'niemand übernimmt eine Änderung, die den Build bricht',
    constraint: 'die Tests brauchen kein Geheimnis, und der Lauf dauert unter zehn Minuten',
    design: 'die Pipeline ruft dieselben Befehle auf wie Entwickler, nichts steht nur in ihrer Datei',
    rollout: 'eine Woche nur berichten, dann für das Übernehmen verlangen',
    watch: 'Dauer der Läufe und gelegentlich fehlschlagende Tests',
    risk: 'nicht festgeschriebene Aktionen ändern sich unter dem Projekt',
    question: 'Welche Versionen und Systeme müssen abgedeckt sein?',
  },
} satisfies Readonly<Record<string, TopicWords>>;

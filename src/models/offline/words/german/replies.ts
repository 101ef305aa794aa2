import type { Words } from '../words';

/** What the offline planner says in the chat. */
export const replies: Words['replies'] = {
  notice: 'Offline geplant, ohne Modell: aus deinen Dateien und Vorlagen.',
  capabilities: `Offline verstehe ich:
- den Wunsch nach einem Plan: „Plane eine Ratenbegrenzung für die API“, „Behebe den Absturz bei leerem Warenkorb“
- eine Frage zum Arbeitsbereich oder zum Plan: „Erkläre src/app.ts“, „Wo wird der Router verwendet?“, „Was bedeutet T3?“
- für den besprochenen Plan:
  - hinzufügen: „füge eine Aufgabe hinzu: die Admin-Routen testen“, „füge eine Phase Auslieferung hinzu“, „füge ein Risiko hinzu: zwei Prozesse“
  - entfernen: „entferne T3“, „entferne Phase 2“
  - teilen: „teile T2 in Optionen lesen und Ergebnis ausgeben“
  - verschieben: „verschiebe T4 in Phase 2“, „verschiebe T4 nach T1“
  - umbenennen: „benenne T2 um in Eingabe prüfen“
  - schätzen: „schätze T3 auf 2 Stunden“
  - Abnahme: „Abnahme von T3: die zweite Anfrage bekommt 429“
  - abhaken: „T3 ist fertig“, „öffne T3 wieder“

Für alles andere wähle ein Modell.`,
  foreign: (language) =>
    `Deine Anfrage scheint auf ${language} zu sein; offline schreibe ich nur Englisch und Deutsch.`,
  buildsOn: (places) => `Der Plan baut auf ${places} auf.`,
  noCode: 'Der Arbeitsbereich enthält noch keinen Code, darum ist jede Datei neu.',
  nothingNamed: (phrase) => `Nichts im Arbeitsbereich heißt nach „${phrase}“: bitte prüfe, wohin es gehört.`,
  taken: (assumptions) => `Als Vorgabe angenommen, weil du es offengelassen hast: ${assumptions}.`,
  takenKind: (kind) => `Art der Arbeit: ${kind}`,
  takenSubject: (place) => `Gegenstand: ${place}, wo das Programm zusammengesetzt wird`,
  nothingToPlan: 'Du hast die Fragen übersprungen, und in der Anfrage steht nichts, was sich planen ließe.',
  done: 'Fertig.',
  notTaken: (reason) => `Der Plan wurde nicht übernommen: ${reason}`,
  asking: 'Sag mir noch etwas mehr, dann kann ich planen.',
  what: 'Was soll sich ändern?',
  kind: 'Um welche Art von Arbeit geht es?',
  kinds: {
    feature: 'Neue Funktion',
    bug: 'Fehlerbehebung',
    refactoring: 'Refactoring',
    integration: 'API-Anbindung',
    migration: 'Migration',
    performance: 'Performance',
    security: 'Sicherheit',
    testing: 'Tests',
    documentation: 'Dokumentation',
  },
  changed: (done) => `Ohne Modell, nach deinen Worten: ${done}.`,
  waits: ' Der Plan bleibt, wie er ist, bis du annimmst.',
  changeNotTaken: (reason) => `Die Änderung wurde nicht übernommen: ${reason}`,
  notUnderstood: (clause) => `„${clause}“ habe ich nicht verstanden.`,
};

/** Texts in drafts of any kind. */
export const common: Words['common'] = {
  and: 'und',
  summary: (what, basis) => `${what}. ${basis} Offline geplant, ohne Modell.`,
  startsFrom: (name, path) => `Die Arbeit beginnt bei \`${name}\` in \`${path}\`.`,
  startsFromEntry: (path) => `Im Code heißt noch nichts danach; die Arbeit beginnt bei \`${path}\`.`,
  noCodeYet: 'Der Arbeitsbereich enthält dafür noch keinen Code.',
  phase: (number, title) => `Phase ${number}: ${title}`,
  leftToPeople: 'Bleibt dir überlassen: der Planer ohne Modell schreibt hier nichts',
  asAsked: (detail) => `Wie gewünscht: ${detail}`,
  touches: (places) => `die Arbeit berührt ${places}`,
  assembled: (place) => `das Programm wird in ${place} zusammengesetzt`,
  whichLanguage: (language, phrase) =>
    `Der Arbeitsbereich enthält noch keinen Code: ist ${language} richtig (${phrase})?`,
  whichCode: (phrase) => `Im Arbeitsbereich heißt nichts nach „${phrase}“: welchen Code betrifft es?`,
  change: 'Änderung',
};

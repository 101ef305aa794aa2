import type { Words } from '../words';

/** The texts of a plan for a new feature. */
export const feature: Words['feature'] = (phrase) => ({
  phases: {
    ground: `Projekt aufsetzen`,
    build: `Bauen: ${phrase}`,
    connect: `Einbinden: ${phrase}`,
    prove: `Nachweisen: ${phrase}`,
  },
  setUp: {
    title: (language) => `Ein ${language}-Projekt aufsetzen für: ${phrase}`,
    done: (testCommand) => `\`${testCommand}\` läuft in einem frischen Klon durch`,
  },
  block: (does, file) => `${does} in ${file}`,
  item: {
    title: (item) => item,
    done: (test, place) => `ein Fall in ${test} zeigt es über ${place} und schlägt ohne die Änderung fehl`,
  },
  settings: {
    title: (config) => `Einstellungen in \`${config}\` lesen: ${phrase}`,
    done: (symbol, config) =>
      `jeder Wert von \`${symbol}\` hat in \`${config}\` eine Vorgabe, und ein falscher Wert bricht den Start mit einer Meldung ab, die ihn nennt`,
  },
  entry: {
    title: (place) => `In ${place} einbinden: ${phrase}`,
    done: (name, symbol) =>
      `\`${name}\` erzeugt \`${symbol}\` einmal und gibt es weiter; die vorhandenen Tests laufen unverändert durch`,
  },
  route: {
    title: (place) => `Über ${place} anbieten: ${phrase}`,
    done: (place, symbol) =>
      `eine Anfrage über ${place} erreicht \`${symbol}\`; Erfolg, Ablehnung und ungültige Eingabe haben je einen eigenen Status`,
  },
  store: {
    title: (place) => `Daten in ${place} bereitstellen: ${phrase}`,
    done: (place, symbol) =>
      `\`${symbol}\` liest und schreibt nur über ${place}, und ein Test zeigt, dass vorhandene Datensätze unverändert bleiben`,
  },
  view: {
    title: (place) => `In ${place} anzeigen: ${phrase}`,
    done: (place, symbol) =>
      `${place} zeigt, was \`${symbol}\` liefert: beim Laden, leer und nach einem Fehler, auch mit der Tastatur bedienbar`,
  },
  command: {
    title: (place) => `Von ${place} aus aufrufbar machen: ${phrase}`,
    done: (place, symbol) =>
      `${place} ruft \`${symbol}\` auf, die Hilfe nennt es, und ein Fehlschlag endet mit einer Meldung und einem Rückgabewert ungleich 0`,
  },
  other: {
    title: (place) => `In ${place} verwenden: ${phrase}`,
    done: (place, symbol) => `${place} ruft \`${symbol}\` auf`,
  },
  callers: (paths) => `; die Aufrufer in ${paths} bleiben, wie sie sind`,
  test: {
    title: (test) => `Von außen testen in ${test}: ${phrase}`,
    done: (testCommand, cases) => `\`${testCommand}\` läuft durch, mit Fällen für: ${cases}`,
  },
  docs: {
    title: (docs, symbol) => `\`${symbol}\` in \`${docs}\` beschreiben: ${phrase}`,
    done: (docs, symbol) =>
      `\`${docs}\` zeigt ein Beispiel, Einstellungen und Grenzen, und das Beispiel läuft mit \`${symbol}\`, wie es ist`,
  },
  refusals: `jede Ablehnung nennt ihren Grund, nichts geschieht stillschweigend`,
  blockDesign: (symbol, file, does) => `\`${symbol}\` (${file}): ${does}`,
  cases: (cases) => `Fälle: ${cases}`,
  outside: (test, testCommand) => `${test} benutzt es so wie ein Aufrufer (${phrase}); \`${testCommand}\` führt es aus`,
  watch: (what) => `beobachten: ${what}`,
  general: {
    parts: [
      {
        does: `Die Regeln umsetzen (${phrase})`,
        done: `ein Unit-Test ruft \`{name}\` mit üblicher, leerer und ungültiger Eingabe auf und bekommt jedes Mal das erwartete Ergebnis oder den erwarteten Fehler`,
      },
    ],
    cases: [
      `die übliche Nutzung (${phrase})`,
      `nichts zu tun`,
      `ungültige Eingabe`,
      `ein zweiter Lauf mit derselben Eingabe`,
    ],
    goal: `${phrase}: von Anfang bis Ende benutzbar`,
    constraint: `wer es nicht benutzt, bemerkt keine Änderung (${phrase})`,
    design: `die Regeln (${phrase}) bleiben von Ein- und Ausgabe getrennt, damit sie für sich getestet werden können`,
    rollout: `zusammen mit den Tests ausliefern, in einer Änderung, die als Ganzes zurückgenommen werden kann (${phrase})`,
    watch: `Fehlermeldungen in der ersten Woche, die dazu gehören (${phrase})`,
    risk: `es braucht vielleicht Daten, die das Programm heute nicht hält; das klärt die erste Aufgabe (${phrase})`,
    question: `Wer darf es benutzen (${phrase}), und was sehen diese Personen, wenn es fehlschlägt?`,
  },
});

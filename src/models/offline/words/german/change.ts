import type { Words } from '../words';

/** The texts of a plan for a change to something that exists. */
export const change: Words['change'] = (phrase, title) => ({
  phases: { describe: `Änderung festlegen`, change: `Ändern: ${phrase}`, prove: `Abhängiges prüfen` },
  expect: {
    title: (test) => `Neues Verhalten als fehlschlagende Tests in ${test} beschreiben: ${phrase}`,
    done: (name) =>
      `die Tests sagen in Zahlen oder Beispielen, was „${title}“ für \`${name}\` heißt, und schlagen heute fehl`,
  },
  change: {
    title: (place) => `${place} ändern: ${phrase}`,
    done: (place, test) => `${place} besteht die neuen Tests in ${test}; Tests anderen Verhaltens bleiben unverändert`,
  },
  caller: {
    title: (path, name) => `\`${path}\` an das geänderte \`${name}\` anpassen`,
    done: (place, name) =>
      `der Aufruf bei \`${place}\` funktioniert mit dem neuen \`${name}\`, durch einen Test gezeigt, oder braucht keine Änderung, was hier vermerkt ist`,
  },
  settings: {
    title: (config) => `Vorgaben und Grenzen in \`${config}\` prüfen: ${phrase}`,
    done: (config) =>
      `\`${config}\` enthält den neuen Wert genau einmal, eine vorhandene Einstellung geht weiter vor, und ein falscher Wert wird mit seinem Namen abgelehnt`,
  },
  docs: {
    title: (docs) => `\`${docs}\` auf den neuen Stand bringen: ${phrase}`,
    done: (docs) => `\`${docs}\` beschreibt das alte Verhalten nicht mehr (${phrase})`,
  },
  goals: [`${title}: umgesetzt, wo es heute sichtbar ist`, `sonst ändert sich für niemanden etwas (${phrase})`],
  requirements: [`alte Daten und Einstellungen funktionieren weiter (${phrase})`],
  design: (name) => `\`${name}\` selbst ändern, keinen zweiten Weg daneben bauen`,
  testing: (test, testCommand) => [
    `erst die fehlschlagenden Tests in ${test}, dann die Änderung`,
    `\`${testCommand}\` vorher und nachher`,
  ],
  deployment: [`eine Änderung, die als Ganzes zurückgenommen werden kann (${phrase})`],
  maintenance: [`eine Version lang auf Meldungen dazu achten (${phrase})`],
  risks: [`jemand verlässt sich auf das heutige Verhalten (${phrase})`],
  questions: [`Gilt die Änderung auch für vorhandene Daten (${phrase})?`],
});

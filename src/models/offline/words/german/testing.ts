import type { Words } from '../words';

/** The texts of a plan for covering something with tests. */
export const testing: Words['testing'] = (phrase) => ({
  phases: { prepare: `Testbar machen: ${phrase}`, cover: `Abdecken: ${phrase}`, keep: `Abgedeckt halten` },
  data: {
    title: (file) => `Testdaten in ${file} sammeln: ${phrase}`,
    done: (file, name) =>
      `${file} liefert mit je einem Aufruf ein übliches, ein minimales und ein kaputtes Beispiel für \`${name}\``,
  },
  cover: {
    title: (place, test) => `${place} in ${test} abdecken`,
    done: (place) =>
      `jeder Zweig von ${place} wird erreicht, und das Entfernen jeder einzelnen Zeile lässt einen Test fehlschlagen`,
  },
  contract: {
    title: (test, path, name) => `In ${test} festhalten, was \`${path}\` von \`${name}\` erwartet`,
    done: (place, name) => `der Test läuft über \`${place}\` mit dem echten \`${name}\`, nicht mit einem Ersatz`,
  },
  pipeline: {
    title: (path) => `Die Tests in \`${path}\` ausführen: ${phrase}`,
    done: (name) => `eine Änderung, die \`${name}\` bricht, kann nicht übernommen werden`,
  },
  mutate: {
    title: (place, test) => `${place} absichtlich brechen und ${test} fehlschlagen sehen`,
    done: (name) =>
      `fünf kleine Fehler in \`${name}\`, einer nach dem anderen, lassen je einen Test fehlschlagen und sind alle zurückgenommen (${phrase})`,
  },
  goals: [`ein Fehler fällt vor der Übernahme auf: ${phrase}`, `die Tests sagen, was zugesichert ist`],
  requirements: [
    `die Tests brauchen kein Netz, keine Uhr und keine Reihenfolge (${phrase})`,
    `ein fehlschlagender Test sagt, was erwartet war und was kam`,
  ],
  design: (file, names) => `Daten aus ${file}, Tests neben den vorhandenen, benannt nach ${names}`,
  testing: (testCommand, names) => [
    `\`${testCommand}\` führt die Tests in unter zehn Sekunden aus (${phrase})`,
    `übliche, grenzwertige und fehlschlagende Eingaben für ${names}`,
  ],
  deployment: [`die Tests vor der nächsten Änderung übernehmen; ausgeliefert wird dafür nichts (${phrase})`],
  maintenance: (test) => [`ein später gefundener Fehler bekommt zuerst seinen Test in ${test}`],
  risks: (name) => [`Tests, die den Code von \`${name}\` wiederholen statt seine Zusicherung`],
  questions: [`Welche Fehler haben bisher am meisten geschmerzt (${phrase})?`],
});

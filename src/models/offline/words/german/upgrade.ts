import type { Words } from '../words';

/** The texts of a plan for upgrading a dependency. */
export const upgrade: Words['upgrade'] = (what) => ({
  phases: { prepare: `Vorbereiten: ${what}`, adapt: `Code anpassen`, release: `Ausliefern` },
  list: {
    title: (places) => `Inkompatible Änderungen von ${what} auflisten, die ${places} betreffen`,
    done: `zu jeder inkompatiblen Änderung von ${what} steht hier „betrifft uns nicht“ oder die betroffene Stelle`,
  },
  raise: {
    title: (manifest) => `${what} in \`${manifest}\` auf einem Zweig anheben`,
    done: (manifest) =>
      `\`${manifest}\` und die Lock-Datei enthalten ${what} genau einmal, und die Fehler von Build und Tests stehen hier`,
  },
  adapt: {
    title: (place) => `${place} an ${what} anpassen`,
    done: (place) => `${place} baut ohne Veraltungswarnung von ${what}, und die Tests laufen durch`,
  },
  compare: {
    title: (test) => `Verhalten vor und nach ${what} in ${test} vergleichen`,
    done: (testCommand) => `\`${testCommand}\` läuft vorher und nachher mit denselben Erwartungen durch`,
  },
  pipeline: {
    title: (path) => `\`${path}\` mit ${what} bauen und testen lassen`,
    done: (path) => `ein Lauf von \`${path}\` auf dem Zweig ist grün und nennt die neue Version im Protokoll`,
  },
  goals: [`das Programm läuft mit ${what}`, `Benutzer bemerken nur die Verbesserungen`],
  requirements: [
    `keine neue Funktion wird in den Schritt auf ${what} gemischt`,
    `der Schritt lässt sich mit einem Commit zurücknehmen`,
  ],
  design: `geänderte Aufrufe werden an möglichst wenigen Stellen gesammelt`,
  testing: (testCommand) => [`dieselben Tests vor und nach ${what}`, `\`${testCommand}\`, dann die Hauptwege von Hand`],
  deployment: [`${what} allein ausliefern, zuerst dort, wo ein Fehler am wenigsten schadet`],
  maintenance: [`nach einer ruhigen Version entfernen, was nur der Stand vor ${what} brauchte`],
  risks: [`andere Abhängigkeiten, die ${what} noch nicht erlauben`],
  questions: [`Bis wann wird die heutige Version unterstützt?`],
});

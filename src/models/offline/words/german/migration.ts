import type { Words } from '../words';

/** The texts of a plan for a data migration. */
export const migration: Words['migration'] = (what, target) => {
  const form = target ? `neue Form (${target})` : 'neue Form';
  return {
    phases: { widen: `Platz schaffen: ${form}`, move: `Umziehen: ${what}`, narrow: `Alte Form ablösen` },
    widen: {
      title: (path) => `Migration in \`${path}\` schreiben, ${form}: ${what}`,
      done: (file) => `${file} läuft auf einer Kopie echter Daten vor und zurück, und ein zweiter Lauf ändert nichts`,
    },
    both: {
      title: (place) => `In ${place} beide Formen schreiben: ${what}`,
      done: (place) => `jeder Schreibvorgang über ${place} füllt alte und neue Form gleich`,
    },
    backfill: {
      title: (file) => `Vorhandenes in Portionen mit ${file} übertragen: ${what}`,
      done: (file) =>
        `${file} kann angehalten und fortgesetzt werden, und am Ende stimmen die Anzahlen beider Formen überein`,
    },
    read: {
      title: (place) => `In ${place} nur noch die neue Form lesen: ${what}`,
      done: (place) => `${place} berührt die alte Form nicht mehr`,
    },
    test: {
      title: (test) => `Vor, während und nach dem Umzug testen in ${test}: ${what}`,
      done: (testCommand) => `\`${testCommand}\` läuft auf Daten der alten, beider und der neuen Form durch`,
    },
    drop: {
      title: (path) => `Alte Form mit \`${path}\` entfernen: ${what}`,
      done: (name) =>
        `eine Version lief, ohne dass \`${name}\` die alte Form liest, und eine Sicherung von vorher liegt bereit`,
    },
    goals: [`${what}: ${form}`, `zu keinem Zeitpunkt für die laufende Version unlesbar (${what})`],
    requirements: [
      `alte und neue Programmversion laufen während des Umzugs nebeneinander (${what})`,
      `jeder Schritt lässt sich zurücknehmen, bis die alte Form entfernt ist`,
    ],
    design: (wide, narrow) => `erweitern (${wide}), beide schreiben, übertragen, neue Form lesen, verengen (${narrow})`,
    testing: (test) => [
      `den Umzug auf einer Kopie echter Daten ausführen und Anzahlen und Stichproben vergleichen (${what})`,
      `${test} hält die drei Zustände fest`,
    ],
    deployment: [`eine Version je Phase; zwischen der ersten und zweiten wird übertragen (${what})`],
    maintenance: [`solange beide Formen bestehen, zeigt ein täglicher Vergleich Abweichungen (${what})`],
    risks: (names) => [`Schreiber, die nicht über ${names} gehen`],
    questions: [`Wie viele Datensätze sind es, und wie lange darf der Umzug dauern (${what})?`],
  };
};

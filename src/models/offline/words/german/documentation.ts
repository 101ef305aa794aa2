import type { Words } from '../words';

/** The texts of a plan for writing documentation. */
export const documentation: Words['documentation'] = (phrase, target) => {
  const readers = target ? ` (für ${target})` : '';
  return {
    phases: { learn: `Bedarf klären`, write: `Schreiben: ${phrase}`, keep: `Richtig halten` },
    outline: {
      title: (path, name) => `Gliederung in \`${path}\` anlegen, beginnend mit \`${name}\`${readers}: ${phrase}`,
      done: (path, name) =>
        `\`${path}\` sagt, wozu es dient, wie man beginnt und was mit \`${name}\` schiefgehen kann; eine Leserin oder ein Leser hat es gelesen`,
    },
    explain: {
      title: (place, path) => `${place} mit einem Beispiel in \`${path}\` erklären`,
      done: (place) => `das Beispiel benutzt ${place}, wie es ist, und zeigt Ergebnis und häufigsten Fehler`,
    },
    lead: {
      title: (readme, place) => `Von \`${readme}\` über ${place} dorthin führen: ${phrase}`,
      done: (readme) => `jemand Neues kommt von \`${readme}\` aus in fünf Minuten zu einem ersten Ergebnis`,
    },
    check: {
      title: (test) => `Die Beispiele in ${test} ausführen: ${phrase}`,
      done: (testCommand, path) =>
        `\`${testCommand}\` schlägt fehl, wenn ein Beispiel aus \`${path}\` nicht mehr funktioniert`,
    },
    goals: (path) => [`ohne Nachfragen benutzbar${readers}: ${phrase}`, `was \`${path}\` sagt, stimmt`],
    requirements: [`jede Aussage lässt sich am Code prüfen (${phrase})`, `die Seite ist in zehn Minuten gelesen`],
    design: (path, names) => `eine Seite, \`${path}\`, in der Reihenfolge, in der man ${names} begegnet`,
    testing: (test) => [
      `${test} führt die Beispiele aus`,
      `eine Leserin folgt der Seite, während jemand schweigend zusieht (${phrase})`,
    ],
    deployment: [`die Seite in Stücken übernehmen; jedes nützt für sich (${phrase})`],
    maintenance: (names, path) => [`eine Änderung an ${names} ändert \`${path}\` im selben Commit`],
    risks: [`Aussagen, die der Code nicht einhält (${phrase})`],
    questions: [`Was wird dazu heute gefragt (${phrase})?`],
  };
};

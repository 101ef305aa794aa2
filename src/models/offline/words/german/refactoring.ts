import type { Words } from '../words';

/** The texts of a plan for a refactoring. */
export const refactoring: Words['refactoring'] = (phrase) => ({
  phases: { pin: `Verhalten festhalten`, move: `Schrittweise umziehen: ${phrase}`, clean: `Aufräumen` },
  pin: {
    title: (test, place) => `In ${test} festhalten, was ${place} heute tut`,
    done: (name) => `je Zweig von \`${name}\` läuft ein Test durch, bevor etwas verschoben wird`,
  },
  home: {
    title: (file) => `${file} als einen Ort dafür anlegen: ${phrase}`,
    done: (symbol) =>
      `\`${symbol}\` hat die Schnittstelle, die die Aufrufer brauchen, importiert keinen von ihnen und ist noch unbenutzt`,
  },
  step: {
    title: (place, symbol) => `Die Logik von ${place} hinter \`${symbol}\` verlegen`,
    done: (place, symbol) =>
      `${place} reicht nur noch an \`${symbol}\` weiter; die festgehaltenen Tests laufen unverändert durch`,
  },
  caller: {
    title: (path, symbol, name) => `\`${path}\` ruft \`${symbol}\` statt \`${name}\` auf`,
    done: (place, name) => `\`${place}\` nennt \`${name}\` nicht mehr`,
  },
  clean: {
    title: (file) => `In ${file} entfernen, was danach unbenutzt ist: ${phrase}`,
    done: (path, testCommand) => `in \`${path}\` ist nichts unbenutzt, und \`${testCommand}\` läuft durch`,
  },
  goals: (symbol, names) => [
    `${phrase}: alles an einem Ort, \`${symbol}\``,
    `Aufrufer von ${names} merken nichts davon`,
  ],
  requirements: [
    `kein Schritt ändert das Verhalten (${phrase})`,
    `jeder Schritt kann allein übernommen und ausgeliefert werden`,
  ],
  design: (symbol, file) =>
    `\`${symbol}\` in ${file} übernimmt; die alten Namen bleiben als dünne Durchreichen, bis ihre Aufrufer umgezogen sind`,
  testing: (test, testCommand) => [
    `${test} entsteht zuerst und bleibt während des Umbaus unverändert (${phrase})`,
    `\`${testCommand}\` nach jedem Schritt`,
  ],
  deployment: [`in der Reihenfolge der Aufgaben übernehmen; nach jeder bleibt lauffähiger Code`],
  maintenance: (path) => [`neuer Code dazu gehört nach \`${path}\`; Reviews achten darauf (${phrase})`],
  risks: (name) => [`Verhalten von \`${name}\`, das kein Test festhält, etwa die Reihenfolge von Seiteneffekten`],
  questions: (name) => [`Wer außerhalb dieses Repositorys ruft \`${name}\` auf?`],
});

import type { Words } from '../words';

/** The texts of a plan for removing something. */
export const removal: Words['removal'] = (phrase) => ({
  phases: { know: `Verwendungen kennen`, remove: `Entfernen: ${phrase}`, after: `Nichts zurücklassen` },
  list: {
    title: (places) => `Alles auflisten, was ${places} verwendet`,
    done: (places) =>
      `jede Verwendung von ${places} steht hier, mit ihrem Ersatz oder dem Grund, warum sie entfallen kann`,
  },
  guard: {
    title: (test) => `In ${test} festhalten, was weiter funktionieren muss ohne: ${phrase}`,
    done: (testCommand) => `\`${testCommand}\` deckt die Nachbarn ab und läuft durch, bevor etwas entfernt wird`,
  },
  caller: {
    title: (path, name) => `\`${path}\` von \`${name}\` lösen`,
    done: (place, name) => `\`${place}\` nennt \`${name}\` nicht mehr, und die Tests laufen durch`,
  },
  remove: {
    title: (place) => `${place} entfernen`,
    done: (name, testCommand) =>
      `eine Suche nach \`${name}\` findet weder in Code noch in Tests etwas, und \`${testCommand}\` läuft durch`,
  },
  docs: {
    title: (docs) => `Aus \`${docs}\` streichen: ${phrase}`,
    done: (docs) => `\`${docs}\` erwähnt es nicht mehr oder sagt, seit wann es fehlt und was an seine Stelle tritt`,
  },
  goals: [`${phrase}: entfernt, ohne dass es jemand unvorbereitet vermisst`, `es gibt weniger Code zu pflegen`],
  requirements: [`zugehörige Daten werden bewusst behalten oder gelöscht, nicht liegen gelassen (${phrase})`],
  design: [`erst die Aufrufer, dann die Sache selbst, damit jeder Schritt baut (${phrase})`],
  testing: (testCommand) => [
    `\`${testCommand}\` nach jeder Aufgabe`,
    `ein Aufruf von außen bekommt eine klare Antwort, keinen Absturz (${phrase})`,
  ],
  deployment: [
    `das Ende in den Versionshinweisen ankündigen; wo andere davon abhängen, erst eine Version später entfernen (${phrase})`,
  ],
  maintenance: [`nach der Auslieferung auf Fehler achten, die danach fragen (${phrase})`],
  risks: [`Verwendungen, die keine Suche findet: Konfiguration, Skripte, andere Repositorys (${phrase})`],
  questions: [`Wer außerhalb dieses Repositorys verwendet es, und bis wann (${phrase})?`],
});

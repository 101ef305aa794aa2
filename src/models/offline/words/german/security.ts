import type { Words } from '../words';

/** The texts of a plan for a security change. */
export const security: Words['security'] = (phrase, target) => {
  const threat = target || 'Missbrauch';
  return {
    phases: { know: `Den Angriff kennen`, close: `Die Wege schließen`, attack: `In Tests angreifen` },
    list: {
      title: (place) => `Auflisten, was ${place} von außen erreicht und wer es senden darf`,
      done: (places) =>
        `jede Eingabe von ${places} steht hier mit Absender, Prüfung und dem Gewinn eines Angreifers (${threat})`,
    },
    slow: {
      title: (file) => `Wiederholte Versuche in ${file} bremsen: ${phrase}`,
      done: (symbol) =>
        `\`${symbol}\` lässt je Konto und Adresse fünf Versuche zu, verdoppelt dann die Pause und vergisst sie nach einem Erfolg`,
    },
    check: {
      title: (file) => `Alles Eingehende in ${file} prüfen: ${phrase}`,
      done: (symbol) => `\`${symbol}\` lässt nur Erwartetes durch, und die Ablehnung verrät einem Angreifer nichts`,
    },
    close: {
      title: (place, symbol) => `${place} nur noch über \`${symbol}\` erreichbar machen`,
      done: (place, symbol) => `kein Weg zu ${place} führt an \`${symbol}\` vorbei; ein Test versucht jeden`,
    },
    attack: {
      title: (test) => `In ${test} angreifen (${threat}): ${phrase}`,
      done: (testCommand, symbol, tries) =>
        `\`${testCommand}\` schlägt ohne \`${symbol}\` fehl und läuft damit durch, für ${tries}`,
    },
    repeated: 'viele Versuche, viele Adressen und richtige Anmeldedaten nach einer Pause',
    forged: 'fehlende, zu große, gefälschte und wiederholte Eingaben',
    note: {
      title: (file) => `Abgelehnte Versuche in ${file} protokollieren: ${phrase}`,
      done: (symbol) =>
        `jede Ablehnung durch \`${symbol}\` hinterlässt eine Zeile mit Zeit, Herkunft und Grund und ohne Geheimnis`,
    },
    goals: [`${phrase}: geschützt gegen ${threat}`, `Versuche fallen auf`],
    requirements: [
      `berechtigte Benutzer merken nichts davon (${phrase})`,
      `keine Antwort verrät, ob es ein Konto oder einen Datensatz gibt`,
    ],
    design: (symbol, file) =>
      `ein Wächter, \`${symbol}\` in ${file}, am Eingang (${phrase}); was dahinter liegt, verlässt sich darauf`,
    testing: (test, path) => [
      `${test} greift entlang der Liste der Wege an (${phrase})`,
      `eine zweite Person liest \`${path}\` mit dieser Liste in der Hand`,
    ],
    deployment: (symbol) => [
      `erst nur protokollieren, was \`${symbol}\` ablehnen würde, eine Woche lang ansehen, dann ablehnen`,
    ],
    maintenance: [`die Wege erneut durchgehen, sobald einer dazukommt (${phrase})`],
    risks: [`berechtigte Benutzer werden ausgesperrt: einen Weg zurück vorsehen (${phrase})`],
    questions: [`Wer erfährt davon (${threat}), und ist es schon vorgekommen?`],
  };
};

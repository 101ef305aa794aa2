import type { Words } from '../words';

/** The texts of a plan for an integration. */
export const integration: Words['integration'] = (service, target) => ({
  phases: { reach: `${service} erreichen`, use: `${service} benutzen`, run: `Mit ${service} betreiben` },
  settings: {
    title: (file) => `Adresse und Schlüssel von ${service} in ${file} lesen`,
    done: (symbol) =>
      `ohne Schlüssel ist \`${symbol}\` aus, und das Programm sagt das beim Start einmal; der Schlüssel steht in keinem Protokoll`,
  },
  client: {
    title: (file) => `Den Client für ${service} in ${file} schreiben`,
    done: (symbol) =>
      `\`${symbol}\` unterscheidet Erfolg, Ablehnung, Ratenbegrenzung und Zeitüberschreitung von ${service} als typisierte Ergebnisse`,
  },
  recorded: {
    title: (test) => `Den Client für ${service} in ${test} gegen aufgezeichnete Antworten testen`,
    done: (testCommand) =>
      `\`${testCommand}\` spielt Erfolg, Ablehnung, Zeitüberschreitung und eine kaputte Antwort ohne Netz durch`,
  },
  call: {
    title: (place) => `${service} aus ${place} aufrufen`,
    done: (place, symbol) =>
      `${place} benutzt \`${symbol}\` und antwortet auch dann rechtzeitig, wenn ${service} ausfällt`,
  },
  block: (does, file) => `${does} in ${file}`,
  docs: {
    title: (docs, symbol) => `In \`${docs}\` beschreiben, wie ${service} mit \`${symbol}\` ein- und ausgeschaltet wird`,
    done: (docs) => `jemand Neues bringt allein mit \`${docs}\` ein Testkonto von ${service} zum Antworten`,
  },
  cases: `eine Ablehnung durch ${service}, eine Zeitüberschreitung und eine Antwort in anderer Form`,
  goals: [
    `das Programm arbeitet mit ${service}${target ? ` (${target})` : ''}`,
    `es läuft weiter, wenn ${service} ausfällt`,
  ],
  checked: `was ${service} antwortet, wird geprüft, bevor es gilt`,
  limited: `kein Aufruf von ${service} ohne Zeitgrenze`,
  design: (file, symbol) => `nur ${file} weiß, wie ${service} spricht; alles andere sieht \`${symbol}\``,
  testing: (cases) => [
    `Fälle: ${cases}`,
    `aufgezeichnete Antworten von ${service}, mit einem Befehl gegen das Testkonto erneuert`,
  ],
  deployment: [`${service} über den Schlüssel einschalten: erst in einer Testumgebung, dann für wenige, dann für alle`],
  maintenance: [`Aufrufe, Fehler und Dauer von ${service} zählen und Ankündigungen von Änderungen verfolgen`],
  risks: [`${service} ändert Antworten oder Grenzen; der Client ist die eine Stelle für die Anpassung`],
  questions: [`Welchen Vertrag und welche Grenzen hat das Konto bei ${service}?`],
});

import type { Words } from '../words';

/** The texts of a plan for a bug fix. */
export const bug: Words['bug'] = (fault, condition) => ({
  phases: { reproduce: `Fehler nachstellen`, locate: `Ursache finden`, fix: `Beheben`, keep: `Behoben halten` },
  failing: {
    title: (test) => `In ${test} nachstellen: ${fault}`,
    done: (name) =>
      `ein Test schlägt mit dem heutigen Code durch das gemeldete Symptom fehl${condition ? ` (wenn ${condition})` : ''} und durchläuft \`${name}\``,
  },
  trace: {
    title: (place) => `Die fehlerhafte Stelle in ${place} finden${condition ? ` (wenn ${condition})` : ''}`,
    done: (suspects) =>
      `die Zeile und die auslösende Eingabe sind hier vermerkt; Verdächtige in dieser Reihenfolge: ${suspects}`,
  },
  fix: {
    title: (place) => `Ursache in ${place} beheben: ${fault}`,
    done: (test, name, symptom) =>
      `der neue Test in ${test} läuft durch, und kein vorhandener Test von \`${name}\` musste geändert werden${symptom}`,
  },
  second: {
    title: (place) => `${place} als Mitursache ausschließen oder beheben: ${fault}`,
    done: (test, name) => `ein Fall in ${test} zeigt, dass \`${name}\` mit der gemeldeten Eingabe umgehen kann`,
    notes: 'Nur wenn die Spur zeigt, dass diese Stelle beteiligt ist.',
  },
  caller: {
    title: (path, name) => `Denselben Fehler suchen, wo \`${path}\` \`${name}\` aufruft`,
    done: (place) =>
      `der Aufruf bei \`${place}\` kommt mit der gemeldeten Eingabe zurecht, oder ein Test zeigt, dass sie dort nicht ankommt`,
  },
  regression: {
    title: (test, name) => `Regressionstests rund um \`${name}\` in ${test} ergänzen`,
    done: (testCommand, cases) => `\`${testCommand}\` läuft durch, mit Fällen für: ${cases}`,
  },
  neighbours: (name) => [`die gemeldete Eingabe`, `keine Eingabe`, `Eingaben knapp daneben für \`${name}\``],
  changelog: {
    title: (changelog) => `Das behobene Symptom in \`${changelog}\` nennen`,
    done: (changelog) => `\`${changelog}\` sagt, was nicht mehr vorkommt: ${fault}`,
  },
  goals: [`das kommt nicht mehr vor: ${fault}`, `ein Test schlägt fehl, falls es wiederkommt`],
  requirements: (name) => [
    `\`${name}\` verhält sich bei allen anderen Eingaben wie heute`,
    `die Ursache ist behoben, nicht nur das Symptom`,
  ],
  start: (place) => `bei ${place} beginnen und der gemeldeten Eingabe folgen`,
  testing: (test, testCommand) => [
    `erst der fehlschlagende Test in ${test}, dann die Korrektur`,
    `\`${testCommand}\` vor und nach der Korrektur`,
  ],
  deployment: [`die Korrektur allein ausliefern, damit sie allein zurückgenommen werden kann`],
  maintenance: [`zwei Versionen lang in Fehlermeldungen nach dem Symptom suchen`],
  risks: (name) => [`anderer Code verlässt sich vielleicht auf das heutige Verhalten von \`${name}\``],
  questions: [
    `Seit welcher Version tritt es auf${condition ? `, und nur wenn ${condition}` : ', und mit welcher Eingabe'}?`,
  ],
});

/** Texts about a kind of symptom: where to look, what is true once it is fixed, what to test. */
export const symptoms: Words['symptoms'] = {
  encoding: {
    hint: `Längen in Bytes und in Zeichen vergleichen und jede Dekodierung, URL, Kopfzeile und jedes Muster ansehen, das der Text durchläuft`,
    fixed: `der Text kommt unverändert zurück`,
    cases: ['ä, ö, ü und ß', 'zusammengesetzte und zerlegte Akzente', 'ein Emoji', 'reines ASCII wie bisher'],
  },
  missingFile: {
    hint: `die Stelle ansehen, die Datei oder Einstellung liest, und was sie bei „nicht gefunden“ tut`,
    fixed: `eine fehlende Datei führt zu einer Vorgabe oder zu einer Meldung, die sie nennt`,
    cases: ['die Datei fehlt', 'eine leere Datei', 'eine nicht lesbare Datei', 'eine beschädigte Datei'],
  },
  emptyInput: {
    hint: `nach einem Wert suchen, der benutzt wird, bevor geprüft ist, ob es ihn gibt`,
    fixed: `fehlende Eingaben werden bewusst beantwortet, nicht durch eine Ausnahme`,
    cases: ['nichts angegeben', 'eine leere Liste oder ein leerer Text', 'ein einziger Eintrag'],
  },
  serverError: {
    hint: `den Stacktrace einer fehlgeschlagenen Anfrage nehmen: er nennt die werfende Zeile`,
    fixed: `die Anfrage wird mit Erfolg oder einem begründeten 4xx beantwortet, nie mit 500`,
    cases: ['die gemeldete Anfrage', 'eine Anfrage mit falschem Wert', 'eine übliche Anfrage'],
  },
  crash: {
    hint: `den Stacktrace eines Absturzes nehmen: er nennt die werfende Zeile`,
    fixed: `das Programm läuft weiter oder endet mit einer Meldung, die sagt, was zu tun ist`,
    cases: ['die gemeldete Lage', 'dieselbe Lage zweimal nacheinander', 'der übliche Fall'],
  },
  duplicate: {
    hint: `nach Arbeit suchen, die zweimal beginnt: Wiederholung, doppeltes Ereignis, fehlender eindeutiger Schlüssel`,
    fixed: `zweimal dieselbe Aktion wirkt wie einmal`,
    cases: ['dieselbe Aktion zweimal', 'zwei gleichzeitig', 'eine Wiederholung nach Zeitüberschreitung'],
  },
  race: {
    hint: `die Reihenfolge der Schritte aufschreiben, die dorthin führt, und sie im Test ohne Warten erzwingen`,
    fixed: `jede Reihenfolge der Schritte hat dasselbe Ergebnis`,
    cases: ['beide Reihenfolgen der zwei Schritte', 'ein Abbruch dazwischen', 'viele gleichzeitig'],
  },
  time: {
    hint: `jede Umrechnung zwischen Ortszeit und UTC ansehen, dazu Tages- und Monatsenden`,
    fixed: `das Ergebnis ist in jeder Zeitzone gleich`,
    cases: ['eine Zeitzone vor und eine nach UTC', 'die Umstellung auf Sommerzeit', 'der letzte Tag eines Monats'],
  },
  hang: {
    hint: `nach einem Warten ohne Ende suchen: Sperre, nie erfülltes Promise, Schleife`,
    fixed: `das Warten endet mit einem Ergebnis oder nach einer Frist mit einer Meldung`,
    cases: ['die gemeldete Lage', 'die Gegenseite antwortet nie', 'ein Abbruch während des Wartens'],
  },
  leak: {
    hint: `zwei Speicherabbilder vergleichen und nach Listenern, Timern und Caches suchen, die nur wachsen`,
    fixed: `der Speicher kehrt nach hundert Runden auf den Anfangswert zurück`,
    cases: ['hundert Runden derselben Aktion', 'eine Aktion, die auf halbem Weg fehlschlägt'],
  },
  lost: {
    hint: `die Daten vom Eintritt bis zur Ablage verfolgen und sehen, wo sie fallen gelassen oder überschrieben werden`,
    fixed: `was bestätigt wurde, ist danach vorhanden`,
    cases: ['die gemeldete Abfolge', 'zwei Schreiber', 'ein Neustart dazwischen'],
  },
  denied: {
    hint: `ansehen, wo die Anmeldedaten verglichen werden und was die letzte Änderung mit ihnen gemacht hat`,
    fixed: `richtige Anmeldedaten kommen hinein, falsche nicht`,
    cases: ['richtige Anmeldedaten', 'falsche', 'abgelaufene', 'gerade geänderte'],
  },
};

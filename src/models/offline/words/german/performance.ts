import type { Words } from '../words';

/** The texts of a plan for making something faster. */
export const performance: Words['performance'] = (phrase) => ({
  phases: { measure: `Messen: ${phrase}`, cut: `Kosten senken`, keep: `Schnell halten` },
  measure: {
    title: (bench) => `Mit ${bench} messen: ${phrase}`,
    done: (bench, name) =>
      `${bench} gibt Median und 95. Perzentil von \`${name}\` für eine kleine, übliche und sehr große Eingabe aus; die heutigen Werte stehen hier`,
  },
  profile: {
    title: (place) => `${place} profilieren und die drei größten Kosten benennen`,
    done: (place) => `ein Profil von ${place} unter der Messung zeigt, wohin vier Fünftel der Zeit gehen`,
  },
  same: {
    title: (test) => `Ergebnisse in ${test} festhalten: ${phrase}`,
    done: (testCommand, name) =>
      `\`${testCommand}\` vergleicht Ergebnisse und Reihenfolge von \`${name}\` mit den heutigen`,
  },
  cut: {
    title: (place) => `Die größten Kosten in ${place} beseitigen: ${phrase}`,
    done: (bench, name) =>
      `${bench} zeigt mindestens ein Drittel weniger Zeit in \`${name}\`, bei gleichen Ergebnissen`,
  },
  caller: {
    title: (path, name) => `Weniger anfordern, wo \`${path}\` \`${name}\` aufruft`,
    done: (place) =>
      `\`${place}\` fordert keinen Datensatz und kein Feld an, das nicht gebraucht wird, und nichts doppelt`,
  },
  limit: {
    title: (file) => `${file} eine Grenze geben: ${phrase}`,
    inPipeline: (path) => `\`${path}\` fehlschlagen lassen, wenn es langsamer wird: ${phrase}`,
    done: (name) =>
      `der Lauf schlägt fehl, wenn der Median von \`${name}\` ein Fünftel über dem neuen Wert liegt, und läuft jetzt zehnmal nacheinander durch`,
  },
  goals: [`höchstens zwei Drittel der heutigen Zeit: ${phrase}`, `Zahlen vorher und nachher zeigen den Gewinn`],
  requirements: [
    `Ergebnisse und Reihenfolge bleiben gleich (${phrase})`,
    `der Speicherbedarf wächst höchstens um ein Zehntel`,
  ],
  design: (name) =>
    `erst weniger Arbeit in \`${name}\`, dann weniger Aufrufe davon; Zwischenspeichern erst nach beidem`,
  testing: (bench, test) => [
    `${bench} auf einer ruhigen Maschine, fünf Läufe, Median`,
    `${test} für gleiche Ergebnisse (${phrase})`,
  ],
  deployment: [`jeden Gewinn einzeln ausliefern, um zu sehen, welcher zählt (${phrase})`],
  maintenance: [`das 95. Perzentil beobachten, nicht den Mittelwert (${phrase})`],
  risks: (names) => [`eine Änderung an ${names}, die nur bei kleinen Datenmengen schneller ist`],
  questions: [`Wie schnell muss es sein, und bei welcher Datenmenge (${phrase})?`],
});

/** The texts of a plan for a data migration. */
export const migration = (what: string, target: string) => {
  const form = target || 'the new form';
  return {
    phases: { widen: `Make room for ${form}`, move: `Move ${what}`, narrow: `Let the old form go` },
    widen: {
      title: (path: string) => `Write the migration that adds ${form} for ${what} in \`${path}\``,
      done: (file: string) => `${file} runs forward and back on a copy of real data, and a second run changes nothing`,
    },
    both: {
      title: (place: string) => `Write ${what} in both forms in ${place}`,
      done: (place: string) => `every write through ${place} fills the old and the new form alike`,
    },
    backfill: {
      title: (file: string) => `Carry the existing ${what} over in batches with ${file}`,
      done: (file: string) =>
        `${file} can be stopped and started again, and the counts of both forms are equal at its end`,
    },
    read: {
      title: (place: string) => `Read only ${form} of ${what} in ${place}`,
      done: (place: string) => `${place} no longer touches the old form`,
    },
    test: {
      title: (test: string) => `Test ${what} before, during and after the move in ${test}`,
      done: (testCommand: string) => `\`${testCommand}\` passes on data of the old form, of both and of the new form`,
    },
    drop: {
      title: (path: string) => `Drop the old form of ${what} with \`${path}\``,
      done: (name: string) =>
        `one release has run without \`${name}\` reading the old form, and a backup from before is at hand`,
    },
    goals: [`${what} are kept as ${form}`, `at no moment are ${what} unreadable for the running version`],
    requirements: [
      `old and new version of the program run side by side while ${what} move`,
      `each step can be undone until the old form is dropped`,
    ],
    design: (wide: string, narrow: string) =>
      `widen (${wide}), write both, carry over, read the new form, narrow (${narrow})`,
    testing: (test: string) => [
      `run the move of ${what} on a copy of real data and compare counts and samples`,
      `${test} holds the three states`,
    ],
    deployment: [`one release per phase; carry ${what} over between the first and the second`],
    maintenance: [`while both forms exist, a daily count tells whether they differ for ${what}`],
    risks: (names: string) => [`writers of ${what} that do not go through ${names}`],
    questions: [`How many ${what} are there, and how long may the move take?`],
  };
};

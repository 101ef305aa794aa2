import * as vscode from 'vscode';
import { editPlan } from '../domain/edit/planEdit';
import type { PlanEdit } from '../domain/grammar/planModel';
import sampleText from '../generation/samplePlan.md';
import type { Storage } from '../storage/open';

const metadataKey = 'sample';

/** The edits that the sample's second version proposes, so that there is something to compare and answer. */
const proposal: readonly PlanEdit[] = [
  {
    type: 'updateTask',
    task: 'T3',
    doneWhen: 'over the limit, 429 with `Retry-After` in whole seconds is answered before any handler runs',
  },
  {
    type: 'addTask',
    phase: 'Wire it in',
    after: 'T3',
    task: {
      title: 'Turn it on for one tenant behind a flag',
      estimate: '2h',
      files: [{ path: 'src/limits/flag.ts', kind: 'new' }],
      dependsOn: ['T3'],
      doneWhen: 'only the chosen tenant gets 429, and for a day no answer is a 5xx',
      notes: '',
    },
  },
];

/** The sample's project and plan, as far as they exist. */
const findSample = async ({ projects, plans }: Pick<Storage, 'projects' | 'plans'>, name: string) => {
  const { items } = await projects.list({ text: name });
  const project = items.find((each) => each.name === name);
  const all = project && (await plans.list({ projectId: project.id, limit: 200 })).items;
  return { project, plan: all?.find(({ metadata }) => metadata[metadataKey] === true) };
};

/** Returns the sample plan's id; creates it if missing, in its own project and with a proposed second version. */
export const openSamplePlan = async (storage: Storage): Promise<string> => {
  const name = vscode.l10n.t('Sample');
  const { plan: known } = await findSample(storage, name);
  if (known) return known.id;
  return storage.transaction(async (stores) => {
    const { projects, plans } = stores;
    // A second press may have come meanwhile.
    const found = await findSample(stores, name);
    if (found.plan) return found.plan.id;
    const project = found.project ?? (await projects.create({ name }));
    const title = /^# (.+)$/m.exec(sampleText)?.[1] ?? name;
    const { plan } = await plans.create({
      projectId: project.id,
      title,
      content: sampleText,
      author: 'import',
      summary: vscode.l10n.t('The sample that comes with DevPlan'),
      metadata: { [metadataKey]: true },
    });
    await plans.createVersion(plan.id, {
      base: 1,
      state: 'proposed',
      content: editPlan(sampleText, proposal).source,
      author: 'agent',
      summary: vscode.l10n.t('Say when to come back; begin with one tenant'),
    });
    return plan.id;
  });
};

import * as vscode from 'vscode';
import type { CounterName, TurnPhase } from '../domain/counter';
import { phaseLatencies } from '../domain/counterPercentiles';
import type { Storage } from '../storage/open';
import { wordsLanguage } from './language';
import { planScheme } from './planDocuments/uris';
import { healthDetail } from './trees/healthWords';
import { escapeMarkdown } from './markdownText';

/** The read-only document with the local counters. */
export const statisticsUri = vscode.Uri.from({ scheme: planScheme, path: '/DevPlan Statistics.md' });

/** True for the URI of the statistics document. */
export const isStatistics = (uri: vscode.Uri): boolean =>
  uri.scheme === statisticsUri.scheme && uri.path === statisticsUri.path;

const recentDays = 30;
const maxProjects = 200;

/** The local counters as Markdown. */
export const statisticsText = async ({ counters, projects }: Storage): Promise<string> => {
  const [all, recent] = [await counters.totals(), await counters.totals(recentDays)];
  const { items } = await projects.list({ limit: maxProjects, sort: 'name' });
  const plans = await projects.plansByStatus();
  const { t } = vscode.l10n;
  return [
    `# ${t('DevPlan Statistics')}`,
    t('Counted on this machine, for this workspace. Nothing of it leaves the machine.'),
    `## ${t('From request to finished plan')}`,
    table(
      [t('Step'), t('Last {0} days', recentDays), t('Ever')],
      funnel().map(([label, name]) => [label, count(recent, name), count(all, name)]),
    ),
    ...section(t('Failed requests'), failures(recent, all)),
    `## ${t('How long requests take')}`,
    latencies(recent),
    `## ${t('Projects')}`,
    ...(items.length === 0 ? [t('There is no project yet.')] : []),
    ...items.map(({ id, name }) => {
      const counted = plans.get(id);
      return `- **${escapeMarkdown(name)}**: ${(counted && healthDetail(counted)) || t('no open plans')}`;
    }),
    '',
  ].join('\n\n');
};

const funnel = (): readonly (readonly [string, CounterName])[] => {
  const { t } = vscode.l10n;
  return [
    [t('Requests'), 'turn.asked'],
    [t('Requests stopped by you'), 'turn.cancelled'],
    [t('Drafts begun'), 'plan.drafted'],
    [t('Plans and proposals shown'), 'plan.shown'],
    [t('Proposals accepted'), 'proposal.accepted'],
    [t('Proposals rejected'), 'proposal.rejected'],
    [t('Plans approved'), 'plan.approved'],
    [t('Plans completed'), 'plan.completed'],
  ];
};

type Totals = ReadonlyMap<CounterName, number>;

const count = (totals: Totals, name: CounterName): string => (totals.get(name) ?? 0).toLocaleString(wordsLanguage());

const failures = (recent: Totals, all: Totals): string => {
  const { t } = vscode.l10n;
  const names = [...all.keys()].filter((name) => name.startsWith('turn.failed.')).sort();
  const rows = names.map((name) => [`\`${name.slice('turn.failed.'.length)}\``, count(recent, name), count(all, name)]);
  return rows.length === 0 ? '' : table([t('Reason'), t('Last {0} days', recentDays), t('Ever')], rows);
};

const phaseWord = (phase: TurnPhase): string => {
  const { t } = vscode.l10n;
  switch (phase) {
    case 'turn':
      return t('Whole request');
    case 'context':
      return t('Choosing the context');
    case 'firstToken':
      return t('Waiting for the first word');
    case 'model':
      return t('The model');
    case 'tools':
      return t('Reading files');
    case 'generation':
      return t('Checking the plan');
    case 'store':
      return t('Storing');
  }
};

const duration = (ms: number): string => {
  const value = ms < 1000 ? { unit: 'millisecond', amount: ms } : { unit: 'second', amount: ms / 1000 };
  const words = new Intl.NumberFormat(wordsLanguage(), {
    style: 'unit',
    unit: value.unit,
    maximumFractionDigits: 1,
  }).format(value.amount);
  return `≤ ${words}`;
};

const latencies = (totals: Totals): string => {
  const { t } = vscode.l10n;
  const rows = phaseLatencies(totals).map(({ phase, turns, p50, p95 }) => [
    phaseWord(phase),
    turns.toLocaleString(wordsLanguage()),
    duration(p50),
    duration(p95),
  ]);
  if (rows.length === 0) return t('No request in the last {0} days.', recentDays);
  return table([t('Part'), t('Requests'), t('Half of them within (p50)'), t('95 of 100 within (p95)')], rows);
};

const section = (title: string, body: string): string[] => (body === '' ? [] : [`## ${title}`, body]);

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

import * as vscode from 'vscode';
import type { TurnEstimate } from '../../agent/planningService';
import type { ConversationMessage, Usage } from '../../domain/conversation';
import type { EstimateView } from '../../shared/contextView';
import { shortCount } from '../../shared/shortCount';

/** US dollars with two decimals, or two significant digits if less than 0.1: `$1.20`, `$0.0031`. */
const dollars = (cost: number): string => {
  if (cost === 0 || cost >= 0.1) return `$${cost.toFixed(2)}`;
  return cost < 0.0001
    ? '< $0.0001'
    : `$${Number(cost.toPrecision(2))
        .toFixed(4)
        .replace(/0{1,2}$/, '')}`;
};

/** Tokens and, if known, their price: `7.5k tokens · $0.0031`; empty if none were used. */
export const usageText = ({ promptTokens, completionTokens, cost }: Omit<Usage, 'estimated'>): string => {
  const total = promptTokens + completionTokens;
  if (total === 0) return '';
  const tokens = vscode.l10n.t('{0} tokens', shortCount(total));
  return cost === undefined ? tokens : `${tokens} · ${dollars(cost)}`;
};

/** What a conversation has used so far; includes a price only if every turn has one. */
export const spentText = (messages: readonly ConversationMessage[]): string => {
  const usages = messages.flatMap(({ usage }) => usage ?? []);
  const sum = (of: (usage: Usage) => number): number => usages.reduce((total, usage) => total + of(usage), 0);
  return usageText({
    promptTokens: sum((usage) => usage.promptTokens),
    completionTokens: sum((usage) => usage.completionTokens),
    ...(usages.every(({ cost }) => cost !== undefined) ? { cost: sum(({ cost }) => cost ?? 0) } : {}),
  });
};

/** An estimate for the composer. */
export const estimateView = ({ promptTokens, answerTokens, cost }: TurnEstimate): EstimateView => {
  const tokens = shortCount(promptTokens);
  const detail = vscode.l10n.t(
    'Estimate: this message sends about {0} tokens; an answer takes {1} at most. Each look into the workspace sends again.',
    tokens,
    shortCount(answerTokens),
  );
  const price = cost === null ? [] : [vscode.l10n.t('Sending it once costs about {0}.', dollars(cost))];
  return { tokens, detail: [detail, ...price].join(' ') };
};

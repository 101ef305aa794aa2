import * as vscode from 'vscode';
import { planStatuses } from '../../domain/plan';
import { type HealthBand, healthBand, type PlansByStatus, projectHealth } from '../../domain/projectHealth';
import { statusWord } from '../words';

const bandWord = (band: HealthBand): string => {
  switch (band) {
    case 'good':
      return vscode.l10n.t('health good');
    case 'fair':
      return vscode.l10n.t('health fair');
    case 'low':
      return vscode.l10n.t('health low');
  }
};

/** A project's health band for its row; empty while all plans are drafts, which says nothing yet. */
export const healthWords = (plans: PlansByStatus): string => {
  const health = projectHealth(plans);
  return health === null || health === 0 ? '' : bandWord(healthBand(health));
};

/** A project's health for its tooltip: the number and the plan counts behind it. */
export const healthDetail = (plans: PlansByStatus): string => {
  const health = projectHealth(plans);
  if (health === null) return '';
  const counts = planStatuses
    .filter((status) => plans[status] > 0)
    .map((status) => `${statusWord(status)} ${plans[status]}`)
    .join(', ');
  return vscode.l10n.t('Health {0} of 100, from how far its plans are: {1}', health, counts);
};

import type { NoticeView } from '../src/shared/protocol';
import { t } from './words';

interface Noticed {
  readonly notice: NoticeView | null;
  readonly readOnly?: boolean;
}

/** What to announce of a new state: that its view can write again, and a notice that was not there before. */
export const noticeWords = (before: Noticed, now: Noticed): readonly string[] => [
  ...(before.readOnly && !now.readOnly ? [t('writableAgain')] : []),
  ...(now.notice && now.notice.text !== before.notice?.text ? [now.notice.text] : []),
];

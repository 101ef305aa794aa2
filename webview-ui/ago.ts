import { agoIn } from '../src/shared/ago';
import { t } from './words';

/** How long ago a time in milliseconds was, in the language of the page. */
export const ago = (time: number): string => agoIn(document.documentElement.lang, t('justNow'), time);

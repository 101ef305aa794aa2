/** A language that the offline planner writes plans in. */
export type PlanLanguage = 'english' | 'german';

/** The language that a text is read as. */
export interface ReadLanguage {
  /** The language to plan in. */
  readonly language: PlanLanguage;
  /** English name of the text's own language if the planner cannot write it; null if it can. */
  readonly foreign: string | null;
  /** False if no word revealed the language. */
  readonly isTold: boolean;
}

const known: Readonly<Record<string, PlanLanguage>> = { English: 'english', German: 'german' };

/** Scripts that identify a language, or nearly. */
const scripts: readonly (readonly [string, RegExp])[] = [
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Korean', /\p{Script=Hangul}/u],
  ['Chinese', /\p{Script=Han}/u],
  ['Ukrainian', /[іїєґ]/iu],
  ['Russian', /\p{Script=Cyrillic}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Arabic', /\p{Script=Arabic}/u],
  ['Hebrew', /\p{Script=Hebrew}/u],
  ['Hindi', /\p{Script=Devanagari}/u],
  ['Thai', /\p{Script=Thai}/u],
];

/** Words that are frequent in one language and rare in the others. */
const tells: readonly (readonly [string, RegExp])[] = [
  [
    'English',
    /^(?:the|an?|and|or|of|to|for|in|on|with|from|when|how|what|why|where|is|are|does|should|please|add|make|fix|plan|it|this|that|we|you|i|my|our|users?|by)$/,
  ],
  [
    'German',
    /^(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|und|oder|für|fuer|mit|von|zum|zur|wenn|wie|warum|wo|ist|sind|nicht|bitte|ich|wir|soll|sollen|sollte|mach|mache|als|auf|aus|bei|beim|im|über|werden|wird|kein|keine|kann|können|hinzu|füge|baue|erstelle|plane|plan|schreibe|behebe|teste|ergänze|aktualisiere|migriere|dokumentiere|optimiere|verbessere|entferne|lösche|ersetze|erkläre|erklär|zeige|zeig|beschleunige|integriere|refaktoriere|hallo|danke|hilfe|guten|moin|was|wer|welche|welcher|unsere|unser|verschiebe|verschieb|benenne|schätze|aufgabe|aufgaben|erledigt|fertig|entferne|streiche|teile|füg|nach|vor|abnahme)$|.(?:ieren|ung|ungen|heit|keit|schaft|zufügen|bauen|stürzt|fehlt|schlägt)$|[äöüß]/,
  ],
  [
    'French',
    /^(?:le|la|les|un|une|des|du|de|et|ou|pour|avec|dans|sur|quand|comment|pourquoi|où|est|sont|ne|pas|je|nous|vous|ajouter|ajoute|ajoutez|créer|corriger|il|faut|au|aux|ce|cette|que|qui|s'il)$|^[ld]'|[àâçèêëîïôùûœ]/,
  ],
  [
    'Spanish',
    /^(?:el|los|las|un|una|unos|de|del|y|o|para|con|en|cuando|cómo|como|por|qué|dónde|es|son|no|yo|nosotros|añadir|añade|agregar|agrega|crear|crea|corregir|al|que|se|lo|su|favor)$|[ñ¿¡]|[áíóú]/,
  ],
  [
    'Italian',
    /^(?:il|lo|gli|uno|una|di|del|della|dei|e|o|per|con|nel|nella|quando|come|perché|dove|è|sono|non|aggiungere|aggiungi|creare|crea|correggere|al|alla|che|si)$|[ìòù]/,
  ],
  [
    'Portuguese',
    /^(?:o|os|as|um|uma|de|do|da|dos|das|e|ou|para|com|em|no|na|quando|como|por|onde|é|são|não|adicionar|adicione|criar|crie|corrigir|ao|que|se)$|[ãõ]/,
  ],
  [
    'Dutch',
    /^(?:de|het|een|en|of|voor|met|van|naar|wanneer|hoe|waarom|waar|is|zijn|niet|ik|wij|we|jij|moet|voeg|toe|maak|maken|aan|op|bij|uit|dat|die|toevoegen|graag)$/,
  ],
  [
    'Polish',
    /^(?:i|lub|dla|z|w|na|kiedy|jak|dlaczego|gdzie|jest|są|nie|proszę|dodaj|dodać|utwórz|napraw|do|się|że|to)$|[ąćęłńśźż]/,
  ],
];

/** Detects the language of a text from its script and its most common words; English if nothing indicates one. */
export const readLanguage = (text: string): ReadLanguage => {
  const plain = text.replace(/```[^]*?```|`[^`]*`|https?:\S+|[@/][\w./-]+|\S+\.\w{1,5}\b/g, ' ');
  const letters = plain.match(/\p{L}/gu)?.length ?? 0;
  for (const [name, pattern] of scripts) {
    const own = plain.match(new RegExp(pattern.source, 'giu'))?.length ?? 0;
    if (own > letters / 4) return { language: 'english', foreign: name, isTold: true };
  }
  const words = plain.toLowerCase().match(/[\p{L}'’]+/gu) ?? [];
  let best = 'English';
  let most = 0;
  for (const [name, pattern] of tells) {
    const count = words.filter((word) => pattern.test(word)).length;
    if (count > most) [best, most] = [name, count];
  }
  const language = known[best];
  // One such word in a long text may be a name.
  if (language === undefined && most < 2) return { language: 'english', foreign: null, isTold: false };
  return { language: language ?? 'english', foreign: language === undefined ? best : null, isTold: most > 0 };
};

/** A language by the name in a setting, such as `German`, `Deutsch` or `de`; null for an empty name, `foreign` for other languages. */
export const languageByName = (name: string): ReadLanguage | null => {
  const plain = name.trim().toLowerCase();
  if (plain === '') return null;
  if (/^(?:en\b|english|englisch)/.test(plain)) return { language: 'english', foreign: null, isTold: true };
  if (/^(?:de\b|german|deutsch)/.test(plain)) return { language: 'german', foreign: null, isTold: true };
  return { language: 'english', foreign: name.trim(), isTold: true };
};

import { stem } from '../../../domain/words';

/** Words that code writes in one form and people in another; `|` and line breaks separate the groups of forms. */
const groups = `
admin administrator administration|app application|arg argument|async asynchronous|attr attribute|auth authentication authenticate
auth authorization authorize|btn button|calc calculate|cert certificate|char character|cmd command|col column
conf config configuration configure|conn connect connection|ctx context|db database|decl declaration|def definition
del delete|dep dependency|desc description|dest destination|dev development|dir directory|doc document documentation
elem element|env environment|err error|exec execute execution|expr expression|ext extension|fn func function
ident identifier|idx index|img image|impl implement implementation|info information|init initialize initialization
js javascript|lang language|len length|lib library|max maximum|md markdown|min minimum|msg message|nav navigation
num number|obj object|op operation operator|param parameter|perm permission|pkg package|pos position|prev previous
prod production|prop property|pwd passwd password|py python|ref reference|regex regexp|repo repository|req request
res resp response|ret return|spec specification|src source|stat statistic|stmt statement|str string
sync synchronize synchronization|tmp temporary|tmpl template|ts typescript|txn transaction|util utility|val value|var variable`;

const known = new Map<string, Set<string>>();
for (const group of groups.trim().split(/[|\n]/)) {
  const forms = new Set(group.split(' ').map(stem));
  for (const form of forms)
    known.set(form, new Set([...(known.get(form) ?? []), ...forms].filter((other) => other !== form)));
}

/** The stems of the other forms of a stem's word: `dir` for `directori`, and vice versa; empty for most words. */
export const otherForms = (stem: string): Iterable<string> => known.get(stem) ?? [];

import { UserError } from '../../domain/errors';
import { Emitter } from '../../domain/events';
import type { UsedTemplate } from '../../domain/conversation';
import { fillTemplate, type Template, usedTemplate } from '../../generation/templates';
import type { FormView } from '../../shared/formView';
import type { Answer } from '../../shared/protocol';

/** The form for a chosen template's fields; nothing is sent until the required ones are filled in. */
export class TemplateForm {
  private template: Template | null = null;
  private readonly changes = new Emitter<null>();
  readonly onDidChange = this.changes.event;

  /** Shows the fields of a template; null closes the form. */
  show(template: Template | null): void {
    this.template = template;
    this.changes.fire(null);
  }

  /** The form as the chat shows it; null without a chosen template. */
  view(): FormView | null {
    if (this.template === null) return null;
    const { title, description, fields } = this.template;
    const questions = fields.map(({ name, question, required }) => ({ id: name, text: question, required }));
    return { title, detail: description, questions };
  }

  /** The request built from the answers, with its template; throws `invalidInput` if a required field is empty. */
  fill(answers: readonly Answer[]): { readonly prompt: string; readonly template: UsedTemplate } {
    const { template } = this;
    if (template === null) throw new UserError('notFound', { kind: 'template', id: '' });
    const filled = fillTemplate(template, new Map(answers.map(({ id, text }) => [id, text])));
    if ('prompt' in filled) return { prompt: filled.prompt, template: usedTemplate(template) };
    const [field] = filled.missing;
    throw new UserError('invalidInput', { field: field?.question ?? '', reason: 'empty' });
  }
}

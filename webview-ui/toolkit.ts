import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeRadio,
  vsCodeRadioGroup,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { type ComponentChildren, h } from 'preact';
import { showControls } from './bidi';

provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeRadio(),
  vsCodeRadioGroup(),
  vsCodeTextField(),
);

interface ButtonProps {
  readonly children: ComponentChildren;
  readonly primary?: boolean;
  readonly submit?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly title?: string;
  readonly class?: string;
  readonly tabIndex?: number;
  readonly onClick?: () => void;
}

/** A push button with text; one of a group is `primary`. */
export const Button = ({ children, primary, submit, label, ...rest }: ButtonProps) =>
  h(
    'vscode-button',
    {
      appearance: primary ? 'primary' : 'secondary',
      type: submit ? 'submit' : 'button',
      'aria-label': label,
      ...rest,
    },
    children,
  );

interface ChoiceProps {
  readonly children: ComponentChildren;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

const isChecked = (event: Event): boolean => (event.currentTarget as HTMLInputElement).checked;

/** A check box with its label beside it. */
export const Checkbox = ({ children, checked, onChange }: ChoiceProps) =>
  h('vscode-checkbox', { checked, onChange: (event: Event) => onChange(isChecked(event)) }, children);

interface RadioGroupProps {
  readonly label: string;
  readonly options: readonly string[];
  /** The chosen option; empty for none. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Options, one of which can be chosen. */
export const RadioGroup = ({ label, options, value, onChange }: RadioGroupProps) =>
  h(
    'vscode-radio-group',
    {
      'aria-label': label,
      orientation: 'vertical',
      value,
      onChange: (event: Event) => onChange((event.currentTarget as HTMLInputElement).value),
    },
    options.map((option) => h('vscode-radio', { key: option, value: option }, showControls(option))),
  );

interface TextFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

/** One line of text. */
export const TextField = ({ label, placeholder, value, onInput }: TextFieldProps) =>
  h('vscode-text-field', {
    'aria-label': label,
    placeholder,
    value,
    ref: (field: (HTMLElement & { readonly control: HTMLInputElement }) | null) => {
      if (field) field.control.dir = 'auto';
    },
    onInput: (event: Event) => onInput((event.currentTarget as HTMLInputElement).value),
  });

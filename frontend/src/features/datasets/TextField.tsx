import type { ComponentProps, ReactNode } from 'react';
import { Field } from '@/components/Field';

interface TextFieldProps {
  label: string;
  hint?: ReactNode;
  fault?: string | null;
  rows?: number;
  value: string;
  onChange: (value: string) => void;
}

/** A text of one line, or of several where `rows` says so. */
export function TextField({ label, hint, fault, rows, value, onChange, ...rest }: TextFieldProps & Omit<ComponentProps<'input'>, keyof TextFieldProps>) {
  return (
    <Field label={label} hint={hint} fault={fault}>
      {(control) =>
        rows ? (
          <textarea {...control} rows={rows} value={value} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <input {...rest} {...control} value={value} onChange={(event) => onChange(event.target.value)} />
        )
      }
    </Field>
  );
}

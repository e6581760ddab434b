import { useTranslation } from 'react-i18next';
import { Field } from '@/components/Field';
import { parseTokens } from '@/lib/money';
import { useConfiguration } from '@/lib/queries';

interface TokenFieldProps {
  label: string;
  hint?: string;
  fault?: string | null;
  optional?: boolean;
  text: string;
  onChange: (text: string) => void;
}

/** An amount typed in tokens; it must come out as a whole number of base units. */
export function TokenField({ label, hint, fault, optional = false, text, onChange }: TokenFieldProps) {
  const { t } = useTranslation();
  const token = useConfiguration().data?.token;
  const decimals = token?.decimals ?? 0;
  const unreadable = text.trim() !== '' && parseTokens(text, decimals) === null;
  return (
    <Field
      label={`${label} (${token?.symbol ?? ''})`}
      hint={hint}
      fault={unreadable ? t('datasets.amountFault', { decimals }) : fault}
    >
      {(control) => (
        <input
          {...control}
          inputMode="decimal"
          autoComplete="off"
          required={!optional}
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

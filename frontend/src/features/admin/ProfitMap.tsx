import { useTranslation } from 'react-i18next';
import ui from '@/components/ui.module.css';
import { formatNumber } from '@/lib/format';
import type { Cell } from './api/get-economics';
import styles from './admin.module.css';

/** Styles by sizes: the sign and the colour both say whether a farm gains. */
export function ProfitMap({ cells }: { cells: Cell[] }) {
  const { t, i18n } = useTranslation();
  const sizes = [...new Set(cells.map((cell) => cell.accounts))];
  const kinds = [...new Map(cells.map((cell) => [`${cell.style}/${cell.linked}`, cell])).values()];
  const tokens = new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  const title = (cell: Cell) =>
    t('economics.cell', {
      approach: t(`economics.approach.${cell.approach}`),
      stop: formatNumber(Math.round(cell.stopAfter), i18n.language),
      median: formatNumber(Math.round(cell.delayMedian), i18n.language),
      late: formatNumber(Math.round(cell.delayQuantile95), i18n.language),
      table: tokens.format(cell.tableProfitTokens),
    });
  return (
    // A scrolling region must take focus so that the arrow keys can scroll it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={ui.tableFrame} role="region" aria-label={t('economics.map')} tabIndex={0}>
      <table className={`${ui.table} ${styles.map}`}>
        <caption className="visually-hidden">{t('economics.map')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('economics.attack')}</th>
            {sizes.map((size) => (
              <th key={size} scope="col" className={ui.number}>
                {t('economics.accounts', { count: size })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {kinds.map((kind) => (
            <tr key={`${kind.style}/${kind.linked}`}>
              <th scope="row">
                {t(`economics.style.${kind.style}`)}
                <small>{kind.linked ? t('economics.linked') : t('economics.unlinked')}</small>
              </th>
              {cells
                .filter((cell) => cell.style === kind.style && cell.linked === kind.linked)
                .map((cell) => (
                  <td key={cell.accounts} className={ui.number} style={heat(cell)} title={title(cell)}>
                    {tokens.format(cell.profitTokens)}
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Deeper where an account of the farm gains or loses more; full at two tokens an account. */
function heat(cell: Cell) {
  const depth = Math.round(Math.min(Math.abs(cell.profitTokens) / cell.accounts / 2, 1) * 45) + 10;
  const tone = cell.profitTokens >= 0 ? '--bar-alarm' : '--bar';
  return { background: `color-mix(in srgb, var(${tone}) ${depth}%, transparent)` };
}

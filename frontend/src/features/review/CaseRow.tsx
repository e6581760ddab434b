import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge } from '@/components/Badge';
import { Money } from '@/components/Money';
import { chanceExponent, formatTime, powerOfTen } from '@/lib/format';
import { strongest, type Case } from './case';
import { CaseStateBadge } from './CaseStateBadge';
import styles from './review.module.css';

export function CaseRow({ row }: { row: Case }) {
  const { t, i18n } = useTranslation();
  const evidence = strongest(row.flags);
  const kinds = [...new Set(row.flags.map((flag) => flag.kind))];
  return (
    <li className={styles.case}>
      <div className={styles.caseRisk}>
        <span>{t('cases.atRisk')}</span>
        <b>
          <Money amount={row.moneyAtRiskBaseUnits} />
        </b>
      </div>
      <div className={styles.caseWords}>
        <h2>
          <Link to={`/cases/${row.id}`}>{caseTitle()}</Link> <CaseStateBadge state={row.state} />
        </h2>
        <p>
          {kinds.map((kind) => (
            <Fragment key={kind}>
              <Badge tone="caution">{t(`cases.kind.${kind}`)}</Badge>{' '}
            </Fragment>
          ))}
          {evidence !== null && t('cases.byChance', { power: powerOfTen(chanceExponent(evidence)) })}
        </p>
        <p className={styles.faint}>{t('cases.opened', { time: formatTime(row.openedAt, i18n.language) })}</p>
      </div>
    </li>
  );

  function caseTitle(): string {
    const count = row.labelers.length;
    return row.datasetName
      ? t('cases.rowTitleIn', { count, dataset: row.datasetName })
      : t('cases.rowTitle', { count });
  }
}

import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Bar } from '@/components/Bar';
import { FamilyBadge } from '@/components/FamilyBadge';
import { Money } from '@/components/Money';
import ui from '@/components/ui.module.css';
import { chanceExponent, formatPercent, formatTime, powerOfTen } from '@/lib/format';
import { strongest, type Case, type Risk } from './case';
import { CaseStateBadge } from './CaseStateBadge';
import { Deadline } from './Deadline';
import { FlagBadge } from './FlagBadge';
import styles from './review.module.css';

export function CaseRow({ row }: { row: Case }) {
  const { t, i18n } = useTranslation();
  const evidence = strongest(row.flags);
  const kinds = [...new Set(row.flags.map((flag) => flag.kind))];
  const count = row.labelers.length;
  return (
    <li className={styles.case}>
      <div className={styles.caseRisk}>
        <span>{t('cases.atRisk')}</span>
        <b>
          <Money amount={row.moneyAtRiskBaseUnits} />
        </b>
        {row.risk && <RiskMeter risk={row.risk} />}
      </div>
      <div className={styles.caseWords}>
        <h2>
          <Link to={`/cases/${row.id}`}>
            {row.datasetName
              ? t('cases.rowTitleIn', { count, dataset: row.datasetName })
              : t('cases.rowTitle', { count })}
          </Link>{' '}
          <CaseStateBadge state={row.state} />
        </h2>
        <p className={ui.badges}>
          {kinds.map((kind) => (
            <FlagBadge key={kind} kind={kind} />
          ))}
          {row.families.map((family) => (
            <FamilyBadge key={family} family={family} />
          ))}
        </p>
        {evidence !== null && <p>{t('cases.byChance', { power: powerOfTen(chanceExponent(evidence)) })}</p>}
        <p className={styles.faint}>
          {t('cases.opened', { time: formatTime(row.openedAt, i18n.language) })} <Deadline row={row} />
        </p>
      </div>
    </li>
  );
}

function RiskMeter({ risk }: { risk: Risk }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={styles.meter}>
      <span>{t('cases.riskOf', { risk: formatPercent(risk.total, i18n.language, 1) })}</span>
      <Bar to={100 * risk.total} tone={risk.total >= 0.5 ? 'bar-alarm' : 'bar'} />
    </div>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '@/components/Button';
import { Card } from '@/components/Card';
import { Table } from '@/components/Table';
import { formatPercent } from '@/lib/format';
import { labelTitle } from '@/lib/model';
import { sharedAnswers, shortNames, type CaseLabeler, type CommonItem } from './case';
import styles from './review.module.css';

const STEP = 20;

/** Who answered what, side by side; equal answers are marked by colour and by a sign. */
export function CommonItemsCard({ items, labelers }: { items: CommonItem[]; labelers: CaseLabeler[] }) {
  const { t, i18n } = useTranslation();
  const [count, setCount] = useState(STEP);
  const names = shortNames(labelers.map((labeler) => labeler.name));
  if (items.length === 0) return null;
  return (
    <Card title={t('cases.common.title')} hint={t('cases.common.hint')}>
      <Table
        caption={t('cases.common.title')}
        rows={items.slice(0, count)}
        rowKey={(item) => item.itemKey}
        columns={[
          {
            title: t('cases.common.item'),
            cell: (item) => <span className={styles.itemText}>{item.content.text ?? item.itemKey}</span>,
          },
          {
            title: t('cases.common.consensus'),
            cell: (item) => (item.consensus === null ? '–' : labelTitle(item.consensus, null, i18n.language)),
          },
          {
            title: t('cases.common.expected'),
            cell: (item) =>
              item.expectedAgreement === null ? '–' : formatPercent(item.expectedAgreement, i18n.language, 1),
            number: true,
          },
          ...labelers.map((labeler) => ({
            title: names.get(labeler.name) ?? labeler.name,
            cell: (item: CommonItem) => <AnswerCell item={item} labeler={labeler} />,
          })),
        ]}
      />
      {items.length > count && (
        <Button onClick={() => setCount(count + STEP)}>{t('cases.common.more', { count: items.length - count })}</Button>
      )}
    </Card>
  );
}

function AnswerCell({ item, labeler }: { item: CommonItem; labeler: CaseLabeler }) {
  const { t, i18n } = useTranslation();
  const answer = item.answers.find((given) => given.labeler === labeler.id || given.labeler === labeler.name);
  if (!answer) return <span className={styles.faint}>–</span>;
  const title = labelTitle(answer.label, null, i18n.language);
  if (!sharedAnswers(item).has(JSON.stringify(answer.label))) return <span className={styles.single}>{title}</span>;
  const wrong = item.consensus !== null && labelTitle(item.consensus, null, i18n.language) !== title;
  return (
    <span className={wrong ? styles.matchWrong : styles.match}>
      <span aria-hidden="true">{wrong ? '≠' : '='}</span> {title}
      <span className="visually-hidden">{wrong ? t('cases.common.sameWrong') : t('cases.common.same')}</span>
    </span>
  );
}

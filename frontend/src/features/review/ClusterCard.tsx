import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '@/components/Card';
import { familyColour } from '@/components/FamilyBadge';
import { Table } from '@/components/Table';
import ui from '@/components/ui.module.css';
import { formatNumber } from '@/lib/format';
import { families, type Family } from '@/lib/model';
import type { CaseEvidence, ClusterEdge } from './case';
import { ClusterMap, dashes } from './ClusterMap';
import styles from './cluster.module.css';

/** Who is linked to whom by what: a drawing, and the same as a table. */
export function ClusterCard({ shown }: { shown: CaseEvidence }) {
  const { t } = useTranslation();
  const [hidden, setHidden] = useState<ReadonlySet<Family>>(new Set());
  const { nodes, edges } = shown.cluster;
  const present = families.filter((family) => edges.some((edge) => edge.family === family));
  const toggle = (family: Family) => {
    const next = new Set(hidden);
    if (!next.delete(family)) next.add(family);
    setHidden(next);
  };
  return (
    <Card title={t('cases.map.title')} hint={t('cases.map.hint')}>
      {edges.length === 0 ? (
        <p className={ui.hint}>{t('cases.map.empty')}</p>
      ) : (
        <>
          <ClusterMap nodes={nodes} edges={edges.filter((edge) => !hidden.has(edge.family))} />
          <div className={styles.legend} role="group" aria-label={t('cases.map.legend')}>
            {present.map((family) => (
              <button key={family} type="button" aria-pressed={!hidden.has(family)} onClick={() => toggle(family)}>
                <svg width="30" height="8" aria-hidden="true">
                  <line x1="1" x2="29" y1="4" y2="4" stroke={familyColour(family)} strokeDasharray={dashes[family]} />
                </svg>
                {t(`family.${family}`)}
              </button>
            ))}
          </div>
          <details className={styles.details}>
            <summary>{t('cases.map.table')}</summary>
            <LinksTable shown={shown} />
          </details>
        </>
      )}
    </Card>
  );
}

function LinksTable({ shown }: { shown: CaseEvidence }) {
  const { t, i18n } = useTranslation();
  const names = new Map(shown.cluster.nodes.map((node) => [node.id, node.name]));
  const name = (id: string) => names.get(id) ?? id;
  const strength = (edge: ClusterEdge) =>
    edge.nats === null ? t('cases.pairs.hidden') : formatNumber(Math.round(edge.nats * 10) / 10, i18n.language);
  return (
    <Table
      caption={t('cases.map.title')}
      rows={shown.cluster.edges.toSorted((a, b) => (b.nats ?? 0) - (a.nats ?? 0))}
      rowKey={(edge) => `${edge.a} ${edge.b} ${edge.family}`}
      columns={[
        { title: t('cases.map.link'), cell: (edge) => t('cases.pairs.two', { a: name(edge.a), b: name(edge.b) }) },
        { title: t('cases.map.family'), cell: (edge) => t(`family.${edge.family}`) },
        { title: t('cases.map.summary'), cell: (edge) => edge.summary },
        { title: t('cases.map.nats'), cell: strength, number: true },
      ]}
    />
  );
}

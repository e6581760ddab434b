import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { familyColour } from '@/components/FamilyBadge';
import { formatNumber } from '@/lib/format';
import { families, type Family } from '@/lib/model';
import { shortNames, type ClusterEdge, type ClusterNode } from './case';
import { layOut, type Place } from './cluster-layout';
import styles from './cluster.module.css';

const WIDTH = 560;
const HEIGHT = 420;
const MARGIN = 76;
const NAME_LENGTH = 14;
const NAMED_AT_MOST = 36;
const APART = 7;

/** Told apart by dashes too, for eyes that do not tell the colours apart. */
export const dashes: Record<Family, string | undefined> = {
  IDENTITY: undefined,
  CONTENT: '9 3',
  NETWORK: '2 3',
  DEVICE: '12 3 2 3',
  MONEY: '5 3',
  TIME: '1 4',
  AUTOMATION: '12 5',
  QUALITY: '3 6',
};

interface ClusterMapProps {
  nodes: ClusterNode[];
  edges: ClusterEdge[];
}

export function ClusterMap({ nodes, edges }: ClusterMapProps) {
  const { t, i18n } = useTranslation();
  const places = useMemo(() => layOut(nodes.map((node) => node.id), edges, WIDTH, HEIGHT, MARGIN), [nodes, edges]);
  const names = shortNames(nodes.map((node) => node.name));
  const nameOf = (id: string) => names.get(nodes.find((node) => node.id === id)?.name ?? '') ?? id;
  const most = Math.max(...edges.map((edge) => edge.nats ?? 0), 1);
  const edgeTitle = ({ a, b, family, nats }: ClusterEdge) => {
    const words = { a: nameOf(a), b: nameOf(b), family: t(`family.${family}`) };
    return nats === null ? t('cases.map.edgeBlind', words) : t('cases.map.edge', { ...words, nats: formatNumber(Math.round(nats * 10) / 10, i18n.language) });
  };
  return (
    <svg
      className={styles.map}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t('cases.map.picture', { nodes: nodes.length, edges: edges.length })}
    >
      {edges.map((edge) => (
        <path
          key={`${edge.a} ${edge.b} ${edge.family}`}
          className={styles.edge}
          d={curve(places.get(edge.a), places.get(edge.b), offsetOf(edge, edges))}
          stroke={familyColour(edge.family)}
          strokeDasharray={dashes[edge.family]}
          strokeWidth={edge.nats === null ? 2 : thickness(edge.nats, most)}
        >
          <title>{edgeTitle(edge)}</title>
        </path>
      ))}
      {nodes.map((node) => (
        <Node
          key={node.id}
          node={node}
          at={places.get(node.id) ?? { x: WIDTH / 2, y: HEIGHT / 2 }}
          name={nodes.length <= NAMED_AT_MOST ? nameOf(node.id) : null}
        />
      ))}
    </svg>
  );
}

function Node({ node, at, name }: { node: ClusterNode; at: Place; name: string | null }) {
  const { t } = useTranslation();
  const state = node.banned ? styles.banned : node.held ? styles.held : styles.free;
  return (
    <g>
      <circle className={`${styles.node} ${state}`} cx={at.x} cy={at.y} r={9}>
        <title>
          {t('cases.map.node', { name: node.name, answers: node.answers })}
          {node.banned ? `, ${t('cases.map.bannedNode')}` : node.held ? `, ${t('cases.map.heldNode')}` : ''}
        </title>
      </circle>
      {name && (
        <text className={styles.name} {...besides(at)}>
          {name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name}
        </text>
      )}
    </g>
  );
}

/** Names stand on the side away from the middle, where no lines run. */
function besides({ x, y }: Place): { x: number; y: number; textAnchor: 'start' | 'middle' | 'end' } {
  const sideways = (x - WIDTH / 2) / WIDTH;
  if (Math.abs(sideways) < 0.08) return { x, y: y < HEIGHT / 2 ? y - 17 : y + 27, textAnchor: 'middle' };
  return sideways > 0 ? { x: x + 15, y: y + 5, textAnchor: 'start' } : { x: x - 15, y: y + 5, textAnchor: 'end' };
}

function thickness(nats: number, most: number): number {
  return 1 + 5 * Math.sqrt(Math.max(nats, 0) / most);
}

/** Links of several families between the same two accounts run side by side. */
function offsetOf(edge: ClusterEdge, edges: ClusterEdge[]): number {
  const together = edges
    .filter((other) => (other.a === edge.a && other.b === edge.b) || (other.a === edge.b && other.b === edge.a))
    .map((other) => other.family)
    .sort((p, q) => families.indexOf(p) - families.indexOf(q));
  const side = edge.a < edge.b ? 1 : -1;
  return side * APART * (together.indexOf(edge.family) - (together.length - 1) / 2);
}

function curve(from: Place | undefined, to: Place | undefined, offset: number): string {
  if (!from || !to) return '';
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.max(Math.hypot(dx, dy), 1);
  const x = (from.x + to.x) / 2 - (dy / length) * 2 * offset;
  const y = (from.y + to.y) / 2 + (dx / length) * 2 * offset;
  return `M${from.x} ${from.y}Q${x.toFixed(1)} ${y.toFixed(1)} ${to.x} ${to.y}`;
}

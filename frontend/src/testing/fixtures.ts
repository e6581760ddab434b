import type { ItemContent, LabelSchema } from '@/lib/model';

const option = (value: string, title: string, zhHans: string) => ({ value, title, titles: { 'zh-Hans': zhHans } });

export const hazardSchema: LabelSchema = {
  type: 'choice',
  question: 'Which hazard does the report describe?',
  options: [
    option('pothole', 'Pothole', '路面坑洞'),
    option('debris', 'Debris on the road', '路面杂物'),
    option('flooding', 'Flooding', '积水'),
    option('ice', 'Ice or snow', '结冰或积雪'),
    option('signal', 'Broken signal', '信号灯故障'),
    option('none', 'No hazard', '无危险'),
  ],
};

export const hazardReports = [
  'Deep hole in the right lane just after the bridge. Two cars had flat tyres on the shoulder.',
  'A mattress lies across the middle lane near exit 14.',
  'Water is standing ankle-deep under the railway bridge after the rain.',
  'The lights at the crossing show green in both directions.',
  'Black ice on the ramp this morning, a van slid into the barrier.',
  'Road works finished yesterday, everything is clear again.',
  'Gravel spilled by a truck in the roundabout, motorbikes beware.',
  'The road surface has broken open around the manhole cover.',
];

export const otherSchemas: { name: string; schema: LabelSchema; items: ItemContent[] }[] = [
  {
    name: 'Review topics',
    schema: {
      type: 'multi-choice',
      question: 'Which topics does the review speak of?',
      options: [
        option('price', 'Price', '价格'),
        option('service', 'Service', '服务'),
        option('quality', 'Quality', '质量'),
        option('delivery', 'Delivery', '配送'),
      ],
    },
    items: [{ text: 'Arrived two days late, but the coat itself is lovely and was a bargain.' }],
  },
  {
    name: 'Answer helpfulness',
    schema: { type: 'rating', question: 'How helpful is the answer?', min: 1, max: 5, step: 1 },
    items: [{ text: 'Q: How do I reset the router?\nA: Hold the small button on the back for ten seconds.' }],
  },
  {
    name: 'Better summary',
    schema: { type: 'pairwise', question: 'Which summary is better?', allowTie: true },
    items: [
      {
        text: 'The council voted 7 to 2 to close the bridge to lorries from March.',
        left: 'From March, lorries may not use the bridge; the council decided so 7 to 2.',
        right: 'The council talked about a bridge.',
      },
    ],
  },
  {
    name: 'Plain words',
    schema: { type: 'transcription', question: 'Say it in plain words.', maxLength: 200 },
    items: [{ text: 'Vehicular ingress is prohibited during the hours of darkness.' }],
  },
  {
    name: 'Places and people',
    schema: {
      type: 'spans',
      question: 'Mark every place and every person.',
      labels: [option('place', 'Place', '地点'), option('person', 'Person', '人物')],
    },
    items: [{ text: 'Maria Santos drove from Porto to Braga with her brother Luis.' }],
  },
  {
    name: 'Street scenes',
    schema: { type: 'boxes', labels: [option('car', 'Car', '汽车')] },
    items: [{}],
  },
];

import type { RouteObject } from 'react-router';
import { Waiting } from '@/components/QueryState';
import { Home } from './Home';
import { LabelerFrame } from './LabelerFrame';
import { NotFound } from './NotFound';
import { RequireRole } from './RequireRole';
import { RouteFault } from './RouteFault';
import { Shell } from './Shell';
import { SignedIn } from './SignedIn';

/** Each role's screens are a bundle of their own, so that a labeler's phone loads no admin tables. */
export const routes: RouteObject[] = [
  {
    Component: Shell,
    HydrateFallback: Waiting,
    errorElement: <RouteFault />,
    children: [
      { index: true, Component: Home },
      { path: 'signed-in', Component: SignedIn },
      {
        element: <RequireRole roles={['labeler']} />,
        errorElement: <RouteFault />,
        children: [
          {
            Component: LabelerFrame,
            children: [
              { path: 'work', lazy: async () => (await import('@/features/labeling/WorkPage')).route },
              { path: 'earnings', lazy: async () => (await import('@/features/earnings/EarningsPage')).route },
            ],
          },
          { path: 'work/:datasetId', lazy: async () => (await import('@/features/labeling/LabelingPage')).route },
          { path: 'appeals/mine', lazy: async () => (await import('@/features/appeals/MyAppealsPage')).route },
        ],
      },
      {
        element: <RequireRole roles={['requester']} />,
        errorElement: <RouteFault />,
        children: [
          { path: 'balance', lazy: async () => (await import('@/features/balance/BalancePage')).route },
          { path: 'datasets/new', lazy: async () => (await import('@/features/datasets/NewDatasetPage')).route },
        ],
      },
      {
        element: <RequireRole roles={['requester', 'admin']} />,
        errorElement: <RouteFault />,
        children: [
          { path: 'datasets', lazy: async () => (await import('@/features/datasets/DatasetsPage')).route },
          { path: 'disputes', lazy: async () => (await import('@/features/adjudication/AdjudicationPage')).route },
          { path: 'datasets/:datasetId', lazy: async () => (await import('@/features/datasets/DatasetPage')).route },
        ],
      },
      {
        element: <RequireRole roles={['admin']} />,
        errorElement: <RouteFault />,
        children: [
          { path: 'admin', lazy: async () => (await import('@/features/admin/OverviewPage')).route },
          { path: 'cases', lazy: async () => (await import('@/features/review/CasesPage')).route },
          { path: 'cases/:caseId', lazy: async () => (await import('@/features/review/CasePage')).route },
          { path: 'appeals', lazy: async () => (await import('@/features/appeals/AppealsPage')).route },
          { path: 'economics', lazy: async () => (await import('@/features/admin/EconomicsPage')).route },
          { path: 'epochs', lazy: async () => (await import('@/features/admin/EpochsPage')).route },
          { path: 'money', lazy: async () => (await import('@/features/admin/MoneyPage')).route },
        ],
      },
      { path: '*', Component: NotFound },
    ],
  },
];

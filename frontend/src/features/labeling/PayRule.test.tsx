import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createQueryClient } from '@/lib/queries';
import { incentiveRules } from '@/lib/model';
import '@/lib/i18n';
import { findDataset } from '@/testing/database';
import { PayRule } from './PayRule';

function show(incentive: Parameters<typeof PayRule>[0]['dataset']['incentive']) {
  const dataset = findDataset('d-hazards');
  if (!dataset) throw new Error('there is no such dataset');
  render(
    <QueryClientProvider client={createQueryClient()}>
      <PayRule dataset={{ ...dataset, incentive }} />
    </QueryClientProvider>,
  );
}

describe('how a dataset pays', () => {
  it('is the price alone where nothing else is said', async () => {
    show(null);
    expect(await screen.findByText(/^Each answer is paid 0\.04 ASY, whatever others say\.$/)).toBeVisible();
  });

  it.each(incentiveRules)('names price and bonus of the rule %s, and that friends do not count', async (rule) => {
    show({ rule, bonusBasisPoints: 2000 });
    expect(await screen.findByText(/0\.04 ASY.*0\.008 ASY.*friends/)).toBeVisible();
  });
});

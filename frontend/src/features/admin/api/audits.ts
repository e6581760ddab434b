import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api';
import { usePages } from '@/lib/queries';

export interface AuditLine {
  check:
    | 'SUBMISSIONS_LEDGER'
    | 'BONUSES_LEDGER'
    | 'LEDGER_POSTINGS'
    | 'LEDGER_EPOCHS'
    | 'EPOCHS_POSTINGS'
    | 'ALLOCATIONS_LEDGER'
    | 'FUNDED_POSTINGS'
    | 'ESCROW_POSTINGS'
    | 'BALANCE_POSTINGS'
    | 'RETURNING_POSTINGS'
    | 'REFUNDED_POSTINGS'
    | 'DEPOSITS_HELD'
    | 'CLAIMS_POSTINGS'
    | 'CHAIN_REFUNDS'
    | 'CHAIN_CLAIMS'
    | 'CHAIN_FUNDS';
  expected: string;
  found: string;
  difference: string;
}

export interface MoneyAudit {
  id: number;
  at: string;
  balanced: boolean;
  lines: AuditLine[];
}

export function useAudits() {
  return usePages<MoneyAudit>(['audits'], '/api/audits');
}

export function useAuditNow() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => request<MoneyAudit>('/api/audits', { method: 'POST', json: {} }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['audits'] }),
  });
}

/** Sums of the books: deposits + platform = balances + escrows + returning + accrued + settled + claimed. */
export interface Accounts {
  depositsBaseUnits: string;
  platformBaseUnits: string;
  balancesBaseUnits: string;
  escrowsBaseUnits: string;
  returningBaseUnits: string;
  accruedBaseUnits: string;
  settledBaseUnits: string;
  claimedBaseUnits: string;
  refundedBaseUnits: string;
}

export function useAccounts() {
  return useQuery({
    queryKey: ['audits', 'accounts'],
    queryFn: () => request<Accounts>('/api/audits/accounts'),
    refetchInterval: 10_000,
  });
}

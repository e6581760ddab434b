import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';

/** A reviewer's decisions on cases whose answer is known. */
export interface Reviewer {
  name: string;
  decisions: number;
  plantedSeen: number;
  plantedRight: number;
  innocentSeen: number;
  innocentRight: number;
}

export interface ReviewerQuality {
  reviewers: Reviewer[];
  /** Cohen's kappa of two reviewers of the same case; null where they are too few. */
  kappa: number | null;
  overturned: { decided: number; appealed: number; upheld: number };
}

export function useReviewerQuality() {
  return useQuery({
    queryKey: ['reviewer-quality'],
    queryFn: () => request<ReviewerQuality>('/api/review-quality'),
  });
}

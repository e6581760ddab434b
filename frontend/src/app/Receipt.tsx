import { useTranslation } from 'react-i18next';
import styles from './landing.module.css';

/** A drawing of what the product hands out: one item, its answers, its label, its payment. */
export function Receipt() {
  const { t } = useTranslation();
  const answers = [t('landing.receipt.pothole'), t('landing.receipt.pothole'), t('landing.receipt.debris')];
  return (
    <div className={styles.receipt} aria-hidden="true">
      <p className={styles.eyebrow}>{t('landing.receipt.title')}</p>
      <p className={styles.item}>{t('landing.receipt.item')}</p>
      <ul className={styles.answers}>
        {answers.map((answer, place) => (
          <li key={place} className={place === 2 ? styles.minority : undefined}>
            <span>{t('landing.receipt.labeler', { number: place + 1 })}</span>
            <b>{answer}</b>
          </li>
        ))}
      </ul>
      <div className={styles.verdict}>
        <span>{t('landing.receipt.consensus')}</span>
        <b>{t('landing.receipt.pothole')}</b>
        <span className={styles.meter}>
          <i />
        </span>
      </div>
      <p className={styles.seal}>
        <svg width="18" height="18" viewBox="0 0 22 22" fill="none" stroke="currentColor" strokeWidth="2.4">
          <path d="m4 12 5 5L18 6" strokeLinecap="round" strokeLinejoin="round" />
        </svg>
        {t('landing.receipt.recomputed')}
      </p>
    </div>
  );
}

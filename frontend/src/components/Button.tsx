import type { ComponentProps } from 'react';
import { Link, type LinkProps } from 'react-router';
import styles from './ui.module.css';

export interface ButtonLook {
  look?: 'plain' | 'primary' | 'danger' | 'quiet';
  large?: boolean;
}

function classes({ look = 'plain', large = false }: ButtonLook): string {
  return [styles.button, look !== 'plain' && styles[look], large && styles.large].filter(Boolean).join(' ');
}

export function Button({ look, large, type = 'button', ...rest }: ComponentProps<'button'> & ButtonLook) {
  return <button type={type} className={classes({ look, large })} {...rest} />;
}

export function ButtonLink({ look, large, ...rest }: LinkProps & ButtonLook) {
  return <Link className={classes({ look, large })} {...rest} />;
}

import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import styles from './controls.module.css';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'> {
  look?: 'plain' | 'primary' | 'quiet' | 'link';
  /** Only an icon inside: needs an `aria-label`. */
  icon?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', icon = false, ...rest }: ButtonProps) {
  const names = [styles.button];
  if (look !== 'plain') names.push(styles[look]);
  if (icon) names.push(styles.icon);
  return <AriaButton {...rest} className={names.join(' ')} />;
}

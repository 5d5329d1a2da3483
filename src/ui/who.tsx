import { initial } from './initial.ts'

type WhoProps = { name: string; kind?: 'member' | 'customer'; size?: 'small' | 'normal' | 'big' }

/** One letter for a person, never read aloud: colleagues are circles, customers rounded squares. The name stands beside it. */
export const Who = ({ name, kind = 'customer', size = 'normal' }: WhoProps) => (
  <span className={`who ${kind} ${size}`} aria-hidden="true">
    {initial(name)}
  </span>
)

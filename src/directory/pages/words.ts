import { roles } from '#kernel/words.ts'
import { useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'

/** The roles as options; heads and admins are named by who may give roles. */
export function useRoles(may: (permission: string) => boolean = () => true) {
  const t = useText(messages)
  return roles
    .filter(role => may('directory.roles') || !['head', 'admin'].includes(role))
    .map(value => ({ value, label: t(`role.${value}`) }))
}

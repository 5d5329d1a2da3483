import { words } from '#ui/text.tsx'

export default words<keyof typeof import('./en.json')>('rules')

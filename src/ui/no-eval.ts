import { z } from 'zod'

// Zod would try whether it may make code from text, which our content policy stops and reports. It must know before the first schema is made:
// so this file is the first import of the page.
z.config({ jitless: true })

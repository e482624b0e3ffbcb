// The words of the pages: Danish first, English beside it (`ui_locales=en`).
export const TEXTS = {
  da: {
    banner: 'Demo-login. Vælg hvem du vil være',
    notReal: 'Dette er ikke MitID. Personerne findes ikke, og du skal ikke skrive noget.',
    asCitizen: 'Du er på vej til borgernes sider.',
    asStaff: 'Du er på vej til medarbejdernes sider.',
    choose: (name) => `Log ind som ${name}`,
    privately: (name) => `Log ind privat som ${name}`,
    forCompany: (name, company) => `Log ind for ${company} som ${name}`,
    closed: '(ophørt)',
    low: 'Har kun MitID på niveau lav. Det er ikke nok til at logge ind.',
    cancel: 'Fortryd, og gå tilbage',
    wrongChoice: 'Vælg en af personerne på listen.',
    expiredTitle: 'Login er udløbet',
    expired: 'Der gik for lang tid, eller siden blev åbnet to gange. Gå tilbage til kommunens side, og log ind igen.',
    errorTitle: 'Login kan ikke fortsætte',
    error: 'Kommunens side sendte en forespørgsel, som demo-login ikke kan bruge. Gå tilbage, og prøv igen.',
    code: 'Fejlkode',
    logoutTitle: 'Vil du logge ud?',
    logout: 'Log ud',
    stay: 'Bliv logget ind',
    loggedOutTitle: 'Du er logget ud',
    loggedOut: 'Du kan lukke siden.',
  },
  en: {
    banner: 'Demo login. Choose who you want to be',
    notReal: 'This is not MitID. The people do not exist, and you need not write anything.',
    asCitizen: 'You are on your way to the pages for citizens.',
    asStaff: 'You are on your way to the pages for staff.',
    choose: (name) => `Log in as ${name}`,
    privately: (name) => `Log in privately as ${name}`,
    forCompany: (name, company) => `Log in for ${company} as ${name}`,
    closed: '(closed)',
    low: 'Has MitID at level low only. That is not enough to log in.',
    cancel: 'Cancel, and go back',
    wrongChoice: 'Choose one of the people on the list.',
    expiredTitle: 'The login has expired',
    expired: 'It took too long, or the page was opened twice. Go back to the municipality’s page, and log in again.',
    errorTitle: 'The login cannot go on',
    error: 'The municipality’s page sent a request that the demo login cannot use. Go back, and try again.',
    code: 'Error code',
    logoutTitle: 'Do you want to log out?',
    logout: 'Log out',
    stay: 'Stay logged in',
    loggedOutTitle: 'You are logged out',
    loggedOut: 'You can close the page.',
  },
};

/** `en` when the application asked for English, otherwise `da`. */
export function language(locales) {
  return (locales ?? '').split(' ')[0].startsWith('en') ? 'en' : 'da';
}

"""Jobs of the cellar."""

from celery import shared_task

from kern.mail import verstuur_wachtende


@shared_task(name="kern.verstuur_wachtende_mail")
def verstuur_wachtende_mail() -> int:
    return verstuur_wachtende()

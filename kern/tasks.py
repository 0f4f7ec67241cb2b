"""Jobs of the cellar."""

from celery import shared_task

from kern.mail import verstuur_wachtende
from kern.sessies import ruim_sessies_op


@shared_task(name="kern.verstuur_wachtende_mail")
def verstuur_wachtende_mail() -> int:
    return verstuur_wachtende()


@shared_task(name="kern.ruim_sessies_op")
def vergeet_oude_sessies() -> int:
    return ruim_sessies_op()
